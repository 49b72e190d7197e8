using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>Hears at once that a budget has no room, to tell gateways. Those that hear nothing see it with their next report, within a second.</summary>
internal interface IRecallNotice
{
    /// <summary>Passes it on; does not wait for anybody.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="number">The recall's number.</param>
    void Recalled(BudgetKey budget, long number);
}
