using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events.Trail;

/// <summary>Checks one chain while its lines pass. Remembers the last link, and of the rest only what is missing.</summary>
internal sealed class ChainCheck(string gateway, string chain, bool isWhole, Action<TrailProblem> report)
{
    private readonly List<(long From, long To)> _missing = [];
    private readonly Dictionary<long, List<Checkpoint>> _awaited = [];
    private readonly SortedSet<long> _given = [];
    private Checkpoint? _anchor;
    private long _first;
    private long _last;
    private string _lastHash = EventSeal.FirstPrevHash;
    private string? _lastId;
    private bool _lastIntact = true;

    /// <summary>Number of the last event that a good checkpoint covers.</summary>
    public long Signed { get; private set; }

    public ChainReport Report => new(gateway, chain, _first, _last, Signed);

    /// <summary>Takes the next link.</summary>
    /// <param name="seal">What it says of itself.</param>
    /// <param name="id">The event's id; <see langword="null"/> where the event is left out.</param>
    /// <param name="line">The line it stands on.</param>
    public void Take(EventSeal seal, string? id, long line)
    {
        var intact = seal.IsIntact;
        if (!intact)
        {
            // The number may be what was altered; the hash before then says where it stands.
            seal = _last > 0 && seal.PrevHash == _lastHash ? seal with { Sequence = _last + 1 } : seal;
            Problem("altered", seal.Sequence, id, line, $"event {Name(seal.Sequence, id)} was altered: its bytes do not have the hash that it states");
        }

        if (_last == 0)
        {
            Begin(seal, intact, id, line);
        }
        else if (seal.Sequence <= _last)
        {
            Late(seal, id, line);
            return;
        }
        else if (seal.Sequence > _last + 1)
        {
            Miss(_last + 1, seal.Sequence - 1);
        }
        else if (intact && _lastIntact && seal.PrevHash != _lastHash)
        {
            Problem("altered", seal.Sequence, id, line, $"event {Name(seal.Sequence, id)} does not follow event {Name(_last, _lastId)}: one of the two was altered");
        }

        (_first, _last, _lastHash, _lastId, _lastIntact) = (_first == 0 ? seal.Sequence : _first, seal.Sequence, seal.Hash, id, intact);
        Meet(seal.Sequence, seal.Hash, line);
    }

    /// <summary>Takes a checkpoint that was kept elsewhere, before any line: the chain has to meet it.</summary>
    public void Expect(Checkpoint checkpoint)
    {
        _given.Add(checkpoint.Position);
        Await(checkpoint);
    }

    /// <summary>Takes a checkpoint whose signature is good, before or after the event that it is about.</summary>
    public void Take(Checkpoint checkpoint, long line)
    {
        if (_last == 0 && (checkpoint.IsBoundary || !isWhole))
        {
            _anchor = checkpoint;
            Signed = Math.Max(Signed, checkpoint.Position);
            Meet(checkpoint.Position, checkpoint.Hash, line);
        }
        else if (checkpoint.Position == _last)
        {
            Compare(checkpoint, _lastHash, line);
        }
        else
        {
            Await(checkpoint);
        }
    }

    /// <summary>Ends the chain.</summary>
    /// <returns>A note about what could not be checked.</returns>
    public string? End()
    {
        foreach (var (from, to) in _missing)
        {
            var which = from == to ? $"event {from} is missing" : $"events {from} to {to} are missing";
            Problem("missing", from, null, 0, to < _first && _anchor is null ? $"{which}: the chain begins with event {_first}, and no signed boundary says why" : which);
        }

        var last = Math.Max(_last, _anchor?.Position ?? 0);
        var beyond = _awaited.Keys.Where(position => position > last).ToList();
        var cut = beyond.Where(position => isWhole || !_given.Contains(position)).DefaultIfEmpty(0).Max();
        if (cut > 0)
        {
            Problem("cut", last + 1, null, 0, last == 0
                ? $"all {cut} events that a checkpoint covers are gone"
                : $"the tail is cut off: a checkpoint covers {cut} events, the last one there is event {Name(last, _lastId)}");
        }

        var before = _awaited.Keys.Count(position => position < _first);
        var open = cut > 0 ? 0 : beyond.Count;
        return before + open > 0
            ? $"chain {chain} of {gateway}: {before + open} checkpoint(s) are about events that are not in this trail, which goes from event {_first} to {_last}; they were not compared"
            : null;
    }

    private void Begin(EventSeal seal, bool intact, string? id, long line)
    {
        var (before, hash) = _anchor is { } anchor ? (anchor.Position, anchor.Hash) : (0, EventSeal.FirstPrevHash);
        if (seal.Sequence > before + 1)
        {
            Miss(before + 1, seal.Sequence - 1);
        }
        else if (intact && seal.Sequence == before + 1 && seal.PrevHash != hash)
        {
            Problem("altered", seal.Sequence, id, line, $"event {Name(seal.Sequence, id)} does not follow {(before == 0 ? "the beginning of a chain" : "the boundary before it")}: it was altered");
        }
    }

    private void Late(EventSeal seal, string? id, long line)
    {
        Problem("order", seal.Sequence, id, line, Found(seal.Sequence)
            ? $"event {Name(seal.Sequence, id)} stands after event {Name(_last, _lastId)}: they were swapped or moved"
            : $"event {Name(seal.Sequence, id)} is there twice");
        Meet(seal.Sequence, seal.Hash, line);
    }

    private void Await(Checkpoint checkpoint)
    {
        _awaited.TryAdd(checkpoint.Position, []);
        _awaited[checkpoint.Position].Add(checkpoint);
    }

    private void Meet(long position, string hash, long line)
    {
        if (_awaited.Remove(position, out var checkpoints))
        {
            checkpoints.ForEach(checkpoint => Compare(checkpoint, hash, line));
        }
    }

    private void Compare(Checkpoint checkpoint, string hash, long line)
    {
        if (checkpoint.Hash == hash)
        {
            Signed = Math.Max(Signed, checkpoint.Position);
            return;
        }

        Problem("checkpoint", checkpoint.Position, checkpoint.EventId, line, $"the checkpoint at event {Name(checkpoint.Position, checkpoint.EventId)} was signed over another hash: events after {Signed} and up to it were rewritten");
    }

    private void Miss(long from, long to) => _missing.Add((from, to));

    /// <returns>Whether the event was missing until now.</returns>
    private bool Found(long seq)
    {
        var at = _missing.FindIndex(range => range.From <= seq && seq <= range.To);
        if (at < 0)
        {
            return false;
        }

        var (from, to) = _missing[at];
        _missing.RemoveAt(at);
        _missing.InsertRange(at, ((long From, long To)[])[(from, seq - 1), (seq + 1, to)]);
        _missing.RemoveAll(range => range.From > range.To);
        return true;
    }

    private void Problem(string code, long seq, string? id, long line, string message) => report(new(code, chain, seq, id, line, $"chain {chain} of {gateway}: {message}"));

    private static string Name(long seq, string? id) => id is null ? $"{seq}" : $"{seq} ({id})";
}
