using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Configuration;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>
/// The gateway's own append-only journal. Whoever appends while nobody writes becomes the writer and takes along what others add
/// meanwhile: no thread hop for a lone call, one write for many under load.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly Lock _gate = new();
    private readonly JournalSegments _segments;
    private readonly bool _sync;
    private readonly IJournalDisk _disk;
    private readonly HashChain _chain;
    private List<JournalAppend> _waiting = [];
    private List<JournalAppend> _writing = [];
    private byte[] _buffer = new byte[64 * 1024];
    private SegmentFile _file;
    private JournalPosition _end;
    private JournalPosition _lastEvent;
    private long _lost;
    private bool _busy;
    private TaskCompletionSource? _grown;

    public Journal(IOptions<GatewayOptions> options, IJournalDisk? disk = null)
    {
        var directory = Path.GetFullPath(options.Value.JournalDirectory);
        _sync = options.Value.Durability == JournalDurability.Disk;
        _disk = disk ?? new JournalDisk();
        Directory.CreateDirectory(directory);
        _segments = new(directory);
        Recovered = JournalRecovery.Read(_segments, out var last);
        _chain = Recovered.Chain;
        _file = new(_disk, _segments.PathOf(last), Recovered.Length, _sync); // A line that was cut by a crash was never acknowledged.
        _end = new(last, Recovered.Length);
        _lastEvent = JournalRecovery.FindLastEvent(_segments);
    }

    /// <summary>What the last segment said at start.</summary>
    public JournalRecovery Recovered { get; }

    /// <summary>Supplies balances, open holds and open epochs for the head of a new segment; called while nothing is written.</summary>
    public Func<(IReadOnlyList<JournalBudget> Balances, IReadOnlyList<JournalHold> Holds, IReadOnlyList<string>? Epochs)> Balance { get; set; } = () => ([], [], null);

    /// <summary>Bytes after which a new segment begins.</summary>
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>Whether the last append succeeded.</summary>
    public bool Healthy { get; private set; } = true;

    public JournalSegments Segments => _segments;

    /// <summary>The end of what is acknowledged.</summary>
    public JournalPosition End
    {
        get
        {
            lock (_gate)
            {
                return _end;
            }
        }
    }

    /// <summary>Makes lines durable, together and in order.</summary>
    /// <exception cref="IOException">They could not be written; nothing of them counts.</exception>
    public Task AppendAsync(JournalEntry entry, JournalEntry? second = null)
    {
        var append = new JournalAppend(entry, second);
        Task? waiting = null;
        var drain = false;
        lock (_gate)
        {
            _waiting.Add(append);
            drain = !_busy;
            _busy = true;
            if (!drain || _sync)
            {
                waiting = append.Wait();
            }
        }

        if (waiting is null)
        {
            Drain();
            return append.Written();
        }

        if (drain)
        {
            // A disk sync is slow: not on the caller's thread.
            ThreadPool.UnsafeQueueUserWorkItem(static journal => journal.Drain(), this, preferLocal: false);
        }

        return waiting;
    }

    /// <summary>Completes when there is an event after a position.</summary>
    public async Task WaitAsync(JournalPosition position, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task grown;
            lock (_gate)
            {
                if (_lastEvent > position)
                {
                    return;
                }

                grown = (_grown ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await grown.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Goes on after what was shipped; see <see cref="IEventFeed.ResumeAsync"/>.</summary>
    public async Task<JournalPosition> ResumeAsync(JournalPosition shipped)
    {
        lock (_gate)
        {
            if (shipped <= _end)
            {
                return shipped;
            }

            _lost = shipped.Segment;
        }

        await ProbeAsync().ConfigureAwait(false);
        return default;
    }

    /// <summary>Finds out whether the journal can be written, by writing a line that says nothing.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    public Task ProbeAsync() => AppendAsync(new("""{"record":"probe"}"""u8.ToArray(), false));

    public void Dispose() => _file.Dispose();

    private void Drain()
    {
        while (true)
        {
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    _busy = false;
                    return;
                }

                (_writing, _waiting) = (_waiting, _writing);
            }

            WriteBatch();
            _writing.Clear();
        }
    }

    private void WriteBatch()
    {
        try
        {
            if (_end.Offset > SegmentBytes || _lost > 0)
            {
                BeginSegment();
            }

            _chain.Mark();
            try
            {
                var length = 0;
                var lastEvent = 0;
                foreach (var append in _writing)
                {
                    Format(append.First, ref length, ref lastEvent);
                    if (append.Second is { } second)
                    {
                        Format(second, ref length, ref lastEvent);
                    }
                }

                Write(length, lastEvent);
            }
            catch
            {
                _chain.Rewind();
                throw;
            }

            Healthy = true;
            foreach (var append in _writing)
            {
                append.Succeed();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Healthy = false;
            foreach (var append in _writing)
            {
                append.Fail(new IOException("The journal cannot be written.", e));
            }
        }
    }

    private void Format(JournalEntry entry, ref int length, ref int lastEvent)
    {
        var json = entry.Json.Span;
        var needed = length + json.Length + HashChain.Overhead + 1;
        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length * 2));
        }

        var line = _buffer.AsSpan(length);
        if (entry.Chained)
        {
            length += _chain.Append(json, line) + 1;
            lastEvent = length;
        }
        else
        {
            json.CopyTo(line);
            length += json.Length + 1;
        }

        _buffer[length - 1] = (byte)'\n';
    }

    private void Write(int length, int lastEvent)
    {
        _file.Append(_buffer.AsMemory(0, length));
        TaskCompletionSource? grown = null;
        lock (_gate)
        {
            if (lastEvent > 0)
            {
                _lastEvent = _end with { Offset = _end.Offset + lastEvent };
                (grown, _grown) = (_grown, null);
            }

            _end = _end with { Offset = _end.Offset + length };
        }

        grown?.SetResult();
    }

    // The old segment stays the current one until the new one has its first line, without which it could not be recovered from.
    private void BeginSegment()
    {
        var next = Math.Max(_end.Segment, _lost) + 1;
        _chain.Mark();
        SegmentFile? file = null;
        var (length, lastEvent) = (0, 0);
        try
        {
            if (_lost > 0)
            {
                _chain.Begin(); // The old chain goes on in the database with events that this journal knows no more.
            }

            var (balances, holds, epochs) = Balance();
            var start = new JournalStart("start", Encoding.ASCII.GetString(_chain.Id), _chain.Sequence, Encoding.ASCII.GetString(_chain.Last), balances, holds, epochs);
            Format(new(JsonSerializer.SerializeToUtf8Bytes(start, JournalJson.Default.JournalStart), false), ref length, ref lastEvent);
            file = new(_disk, _segments.PathOf(next), 0, _sync);
            file.Append(_buffer.AsMemory(0, length));
        }
        catch
        {
            file?.Dispose();
            _chain.Rewind();
            throw;
        }

        _file.Dispose();
        lock (_gate)
        {
            (_file, _end, _lost) = (file, new(next, length), 0);
        }
    }
}
