namespace Keeptrusts.Host.ControlPlane.Nodes;

/// <summary>Counts the nodes that are linked to this process.</summary>
internal sealed class NodeLinks
{
    private int _open;

    public bool Any => Volatile.Read(ref _open) > 0;

    public IDisposable Enter()
    {
        Interlocked.Increment(ref _open);
        return new Leaving(this);
    }

    private sealed class Leaving(NodeLinks links) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref links._open);
    }
}
