using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.ControlPlane.Usage;

/// <summary>Tells what was used.</summary>
internal sealed class UsageService(IUsageStore store)
{
    public async Task<UsageReport> ReportAsync(Principal caller, UsageQuery query, CancellationToken cancellationToken)
    {
        var confined = query with { Confinement = caller.Confinement };
        var data = await store.SumAsync(confined, cancellationToken);
        return new(query.GroupBy, data, UsageView.Sum(data));
    }
}
