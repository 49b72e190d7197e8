using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events.Trail;

/// <summary>Checks an export line by line: hashes, numbers, order, and the checkpoints' signatures.</summary>
/// <param name="keys">The keys that are believed.</param>
/// <param name="trustHeader">Whether keys that the export names itself are believed too, for want of others.</param>
internal sealed class TrailVerifier(PublicKeys keys, bool trustHeader)
{
    private readonly List<TrailProblem> _problems = [];
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, ChainCheck> _chains = new(StringComparer.Ordinal);
    private readonly List<Checkpoint> _given = [];
    private readonly HashSet<string> _believed = new(StringComparer.Ordinal);
    private ChainCheck? _current;
    private bool _isWhole = true;
    private bool _begun;
    private bool _ended;
    private long _line;
    private long _events;
    private long _omitted;
    private long _checkpoints;

    /// <summary>Whether anything was read that an export has.</summary>
    public bool HasRead { get; private set; }

    /// <summary>Whether the last line was read.</summary>
    public bool HasEnded => _ended;

    /// <summary>Takes a checkpoint that was kept elsewhere: the trail must reach it. Before the lines.</summary>
    public void Expect(Checkpoint checkpoint) => _given.Add(checkpoint);

    public void Take(string text)
    {
        _line++;
        if (text.Length == 0)
        {
            return;
        }

        try
        {
            if (!text.StartsWith("{\"type\":", StringComparison.Ordinal))
            {
                Begin();
                TakeEvent(text);
                return;
            }

            using var document = JsonDocument.Parse(text);
            var type = document.RootElement.Optional("type");
            if (type == "export")
            {
                TakeHeader(document.Deserialize(ControlJson.Default.ExportHeader)!);
            }
            else
            {
                Begin();
                TakeOwn(type, document);
            }

            HasRead = true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            Add(new("unreadable", null, 0, NameOf(text).Id, _line, $"line {_line} can no longer be read as an event or a checkpoint: it was altered"));
        }
    }

    public TrailReport Complete()
    {
        Begin();
        if (!_ended)
        {
            Add(new("cut", null, 0, null, _line, $"the export ends after line {_line} without its last line (`{TrailLine.End}`): it was cut off, or its writer was stopped"));
        }

        _notes.AddRange(_chains.Values.Select(chain => chain.End()).OfType<string>());
        return new(
            _problems.Count == 0,
            _events,
            _omitted,
            _checkpoints,
            [.. _believed.Order(StringComparer.Ordinal)],
            [.. _chains.Values.Select(chain => chain.Report)],
            [.. _problems.Take(TrailReport.MaxProblems)],
            _notes);
    }

    private void TakeHeader(ExportHeader header)
    {
        _isWhole = header.Whole;
        foreach (var pem in trustHeader ? header.PublicKeys : [])
        {
            keys.TryAdd(pem);
        }
    }

    // Once the keys are known, and before the first event.
    private void Begin()
    {
        if (_begun)
        {
            return;
        }

        _begun = true;
        foreach (var checkpoint in _given.Where(checkpoint => Believe(checkpoint, 0)))
        {
            Chain(checkpoint.Gateway, checkpoint.Chain).Expect(checkpoint);
        }
    }

    private void TakeOwn(string? type, JsonDocument document)
    {
        switch (type)
        {
            case "checkpoint":
                var checkpoint = document.Deserialize(ControlJson.Default.CheckpointView)!.ToRecord();
                if (Believe(checkpoint, _line))
                {
                    Chain(checkpoint.Gateway, checkpoint.Chain).Take(checkpoint, _line);
                }

                break;
            case "omitted":
                var omitted = document.Deserialize(ControlJson.Default.OmittedEvent)!;
                _omitted++;
                Chain(omitted.Gateway, omitted.Chain).Take(new(omitted.Chain, omitted.Seq, omitted.PrevHash, omitted.Hash, omitted.Digest), null, _line);
                break;
            case "mismatch":
                var mismatch = document.Deserialize(ControlJson.Default.ColumnMismatch)!;
                Add(new("columns", mismatch.Chain, mismatch.Seq, mismatch.EventId, _line,
                    $"the row of event {mismatch.EventId} was altered: {string.Join(", ", mismatch.Columns)} are not what the event says, so filters find it wrongly"));
                break;
            case "end":
                _ended = true;
                break;
            default:
                throw new JsonException();
        }
    }

    private void TakeEvent(string text)
    {
        var seal = EventSeal.Read(Encoding.UTF8.GetBytes(text)) ?? throw new JsonException();
        var (id, gateway) = NameOf(text);
        HasRead = true;
        _events++;

        // The chain's id may be what was altered.
        _current = _current is not null && !_chains.ContainsKey(seal.Chain) && !seal.IsIntact ? _current : Chain(gateway ?? "?", seal.Chain);
        _current.Take(seal, id, _line);
    }

    // A flipped byte may leave no JSON; the seal at the end still says where in the chain it was.
    private static (string? Id, string? Gateway) NameOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return (document.RootElement.Optional("id"), document.RootElement.Optional("gateway"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    private bool Believe(Checkpoint checkpoint, long line)
    {
        if (keys.Verify(checkpoint))
        {
            _checkpoints++;
            _believed.Add(checkpoint.KeyId);
            return true;
        }

        Add(new("checkpoint", checkpoint.Chain, checkpoint.Position, checkpoint.EventId, line, keys.Knows(checkpoint.KeyId)
            ? $"chain {checkpoint.Chain}: the checkpoint at event {checkpoint.Position} has no valid signature: it was altered"
            : $"chain {checkpoint.Chain}: the checkpoint at event {checkpoint.Position} is signed by key {checkpoint.KeyId}, which is not known here; if it is a key of yours, give its public part with --public-key"));
        return false;
    }

    private ChainCheck Chain(string gateway, string chain)
    {
        if (!_chains.TryGetValue(chain, out var check))
        {
            _chains[chain] = check = new(gateway, chain, _isWhole, Add);
        }

        return check;
    }

    private void Add(TrailProblem problem) => _problems.Add(problem);
}
