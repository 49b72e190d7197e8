namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>Settled spend as a journal tells it, by epoch, budget and cap.</summary>
internal sealed class JournalBalances
{
    private readonly HashSet<string> _epochs = new(StringComparer.Ordinal);
    private readonly Dictionary<JournalBudget, (long Nano, long Overrun)> _settled = [];

    public IReadOnlyCollection<string> Epochs => _epochs;

    public IEnumerable<JournalBudget> All => _settled.Select(entry => entry.Key with { Nano = entry.Value.Nano, Overrun = entry.Value.Overrun });

    public void Begin(string epoch) => _epochs.Add(epoch);

    public void Add(JournalBudget budget, string? epoch, long nano, long overrun)
    {
        var key = budget with { Nano = 0, Overrun = 0, Epoch = epoch };
        var (settled, above) = _settled.GetValueOrDefault(key);
        _settled[key] = (settled + nano, above + overrun);
        if (epoch is not null)
        {
            _epochs.Add(epoch);
        }
    }

    public void Adopt(string epoch)
    {
        foreach (var key in _settled.Keys.Where(key => key.Epoch is null).ToList())
        {
            _settled.Remove(key, out var settled);
            Add(key, epoch, settled.Nano, settled.Overrun);
        }

        _epochs.Add(epoch);
    }

    public void Close(string epoch)
    {
        foreach (var key in _settled.Keys.Where(key => key.Epoch == epoch).ToList())
        {
            _settled.Remove(key);
        }

        _epochs.Remove(epoch);
    }
}
