using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime.Budgets;

/// <summary>The prices that were set in this control plane.</summary>
internal sealed class PriceSnapshot : PriceTable, IPriceDirectory
{
    public void Load(IEnumerable<PriceOverride> prices) => Load(prices.Select(Told));

    /// <summary>A price as gateway nodes hear of it.</summary>
    public static NodePrice Told(PriceOverride price) =>
        new(price.Provider, price.Model, JsonSerializer.Deserialize(price.Json, ControlJson.Default.PriceView)!.ToPrice());
}
