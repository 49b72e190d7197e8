using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Gateways;

/// <summary>The gateways, in memory.</summary>
internal sealed class GatewayDirectory
{
    private volatile IReadOnlyList<GatewayNode> _all = [];

    public IReadOnlyList<GatewayNode> All => _all;

    public void Load(IEnumerable<GatewayNode> gateways) => _all = [.. gateways.OrderBy(g => g.Id, StringComparer.Ordinal)];

    public void Put(GatewayNode gateway) => Load(_all.Where(g => g.Id != gateway.Id).Append(gateway));

    public GatewayNode? Find(string id) => _all.FirstOrDefault(g => g.Id == id);
}
