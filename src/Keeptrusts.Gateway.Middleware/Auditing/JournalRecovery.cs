using System.Text;
using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>What a segment says about the state at its end: the last hash, settled spend, and holds that nobody settled.</summary>
internal sealed class JournalRecovery
{
    private readonly Dictionary<string, JournalHold> _open = new(StringComparer.Ordinal);
    private readonly JournalBalances _balances = new();

    private JournalRecovery()
    {
    }

    /// <summary>Length of the whole lines that say what was written, in bytes. What follows was cut off or damaged.</summary>
    public long Length { get; private set; }

    /// <summary>The chain after the last event.</summary>
    public HashChain Chain { get; } = new();

    /// <summary>Where the last event ends; 0 without one.</summary>
    public long LastEvent { get; private set; }

    public IReadOnlyCollection<JournalHold> OpenHolds => _open.Values;

    public IEnumerable<JournalBudget> Settled => _balances.All;

    /// <summary>Epochs that the authority has not closed.</summary>
    public IReadOnlyCollection<string> Epochs => _balances.Epochs;

    /// <summary>What the last segment says that has something to say.</summary>
    /// <param name="segments">The journal's files.</param>
    /// <param name="last">Number of that segment.</param>
    public static JournalRecovery Read(JournalSegments segments, out long last)
    {
        last = 1;
        foreach (var number in segments.Numbers().Reverse())
        {
            last = number;
            var recovery = Read(segments.PathOf(number));
            segments.PutAside(number, recovery.Length);
            if (recovery.Length > 0 || number == segments.Numbers()[0])
            {
                return recovery;
            }

            // The gateway died while this segment began: nothing in it was acknowledged, and the one before has the balances.
            File.Delete(segments.PathOf(number));
        }

        return new();
    }

    /// <summary>The position after the last event of all segments.</summary>
    public static JournalPosition FindLastEvent(JournalSegments segments)
    {
        foreach (var number in segments.Numbers().Reverse())
        {
            if (Read(segments.PathOf(number)).LastEvent is > 0 and var offset)
            {
                return new(number, offset);
            }
        }

        return default;
    }

    public static JournalRecovery Read(string path)
    {
        var recovery = new JournalRecovery();
        using var lines = new JournalLineReader(path, 0);
        try
        {
            while (lines.TryRead(out var line))
            {
                if (!HashChain.TryRead(line, out _))
                {
                    recovery.Take(line);
                }
                else if (recovery.Chain.Verify(line))
                {
                    recovery.LastEvent = lines.Position;
                }
                else
                {
                    break;
                }

                recovery.Length = lines.Position;
            }
        }
        catch (JsonException)
        {
            // After a loss of power, a batch that was not synced may be there in parts, with zeros between.
        }

        return recovery;
    }

    /// <exception cref="JsonException">The line is none of the journal's.</exception>
    private void Take(ReadOnlySpan<byte> line)
    {
        switch (JsonSerializer.Deserialize(line, JournalJson.Default.JournalLine)?.Record)
        {
            case null:
                throw new JsonException();
            case "start":
                var start = JsonSerializer.Deserialize(line, JournalJson.Default.JournalStart)!;
                Chain.Restore(Encoding.ASCII.GetBytes(start.Chain), start.Seq, Encoding.ASCII.GetBytes(start.PrevHash));
                foreach (var balance in start.Balances)
                {
                    _balances.Add(balance, balance.Epoch, balance.Nano, balance.Overrun);
                }

                foreach (var epoch in start.Epochs ?? [])
                {
                    _balances.Begin(epoch);
                }

                foreach (var open in start.Holds)
                {
                    _open[open.Id] = open;
                }

                break;
            case "hold":
                var hold = JsonSerializer.Deserialize(line, JournalJson.Default.JournalHold)!;
                _open[hold.Id] = hold;
                break;
            case "settle":
                var settlement = JsonSerializer.Deserialize(line, JournalJson.Default.JournalSettlement)!;
                if (_open.Remove(settlement.Hold, out var settled))
                {
                    foreach (var budget in settled.Budgets)
                    {
                        _balances.Add(budget, settled.Epoch, settlement.Nano, budget.Cap is null ? 0 : settlement.Overrun);
                    }
                }

                break;
            case "epoch":
                _balances.Begin(JsonSerializer.Deserialize(line, JournalJson.Default.JournalEpoch)!.Epoch);
                break;
            case "adopt":
                _balances.Adopt(JsonSerializer.Deserialize(line, JournalJson.Default.JournalEpoch)!.Epoch);
                break;
            case "closed":
                _balances.Close(JsonSerializer.Deserialize(line, JournalJson.Default.JournalEpoch)!.Epoch);
                break;
        }
    }
}
