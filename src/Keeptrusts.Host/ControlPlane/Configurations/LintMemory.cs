namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Which documents were linted here before they were deployed, by hash; the oldest are forgotten.</summary>
internal sealed class LintMemory
{
    private const int Most = 1000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Remember(string document)
    {
        var hash = Draft.Hash(document);
        lock (_lock)
        {
            if (!_known.Add(hash))
            {
                return;
            }

            _order.Enqueue(hash);
            if (_order.Count > Most)
            {
                _known.Remove(_order.Dequeue());
            }
        }
    }

    public bool Knows(string sha256)
    {
        lock (_lock)
        {
            return _known.Contains(sha256);
        }
    }
}
