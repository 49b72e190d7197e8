using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>The prices as the running gateway sees them; a change here acts on the next call.</summary>
internal interface IPriceDirectory : IPriceSource
{
    /// <summary>Whether the organisation has set a price, for the target or its provider.</summary>
    bool Has(string target, string provider, string model);

    void Load(IEnumerable<PriceOverride> prices);
}
