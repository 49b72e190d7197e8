namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>Brings the book up to date with what the gateway in this process has settled and does not use.</summary>
internal interface IBudgetFlush
{
    Task FlushAsync(CancellationToken cancellationToken);
}
