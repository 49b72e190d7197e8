using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>The caps as the running gateway sees them; a change here acts on the next call.</summary>
internal interface IBudgetDirectory : IBudgetSource
{
    IReadOnlyList<Budget> All { get; }

    void Load(IEnumerable<Budget> budgets);
}
