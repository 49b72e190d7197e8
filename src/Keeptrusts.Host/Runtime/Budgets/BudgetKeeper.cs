using Keeptrusts.Host.ControlPlane.Budgets;

namespace Keeptrusts.Host.Runtime.Budgets;

/// <summary>Fences gateways that vanished, and sees caps and prices that another control plane changed.</summary>
internal sealed class BudgetKeeper(
    ILeaseStore ledger, IBudgetStore budgets, IBudgetDirectory budgetDirectory, IPriceStore prices, IPriceDirectory priceDirectory, TimeProvider time, ILogger<BudgetKeeper> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failed = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                budgetDirectory.Load(await budgets.ListAsync(cancellationToken));
                priceDirectory.Load(await prices.ListAsync(cancellationToken));
                foreach (var node in await ledger.SweepAsync(cancellationToken))
                {
                    RuntimeLog.GatewayGone(log, node);
                }

                failed = false;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The host stops.
            }
            catch (Exception exception)
            {
                if (!failed)
                {
                    RuntimeLog.BudgetsUnread(log, exception.GetType().Name, Interval.TotalSeconds);
                }

                failed = true;
            }
        }
    }
}
