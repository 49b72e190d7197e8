using System.Collections.Concurrent;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Nodes.Snapshots;

/// <summary>
/// The keys whose calls were ended at once: ends them in the gateway of this process, and remembers them for nodes that are linked to it, now or later. As
/// keys are never unrevoked, an old entry does no harm.
/// </summary>
#pragma warning disable CA1852 // The control plane derives its own, which knows more of what stands in it.
internal class CutKeys
#pragma warning restore CA1852
{
    private readonly ConcurrentDictionary<string, byte> _keys = new(StringComparer.Ordinal);
    private volatile IOpenCalls? _calls;

    /// <summary>The ids of all such keys.</summary>
    public IReadOnlyList<string> All => [.. _keys.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Says whose calls these are, once there is a gateway.</summary>
    public void Serve(IOpenCalls calls) => _calls = calls;

    public void Cut(IReadOnlyCollection<string> keyIds)
    {
        foreach (var id in keyIds)
        {
            _keys[id] = 0;
            _calls?.Cut(id);
        }
    }
}
