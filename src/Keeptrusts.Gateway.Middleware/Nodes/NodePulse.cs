using System.Threading.Channels;
using Keeptrusts.Gateway.Middleware.Nodes.Counters;
using Keeptrusts.Gateway.Middleware.Ports;
using Microsoft.Extensions.Logging;

namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>This node's session: it is heard of every other second, and asks at once where a share of a limit is too small.</summary>
#pragma warning disable CA1001 // A semaphore whose handle nobody asks for holds nothing to dispose of.
internal sealed class NodePulse
#pragma warning restore CA1001
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly INodeAuthority _authority;
    private readonly LeasedCounters _counters;
    private readonly CounterExchange _exchange;
    private readonly NodeFacts _facts;
    private readonly TimeProvider _time;
    private readonly ILogger<NodePulse> _log;
    private readonly Channel<byte> _wake = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _exchanging = new(1);
    private NodeStanding _reported = NodeStanding.None;
    private IReadOnlyList<TargetStatus> _toldTargets = [];
    private long _number;
    private long _awaySinceTicks;

    public NodePulse(INodeAuthority authority, LeasedCounters counters, NodeFacts facts, TimeProvider time, ILogger<NodePulse> log)
    {
        (_authority, _counters, _facts, _time, _log) = (authority, counters, facts, time, log);
        _exchange = new(counters, time);
        counters.Wake = () => _wake.Writer.TryWrite(0);
    }

    /// <summary>This start of the node; 0 before it is known.</summary>
    public long Epoch { get; private set; }

    /// <summary>Where this node listens, for people; said with the next session.</summary>
    public string? Address { get; set; }

    /// <summary>What its calls find out about targets; told when it changes.</summary>
    public ITargetHealth? Targets { get; set; }

    /// <summary>How often it is heard of.</summary>
    public Func<TimeSpan> Beat { get; init; } = static () => NodeTimes.Beat;

    /// <summary>Since when nothing is heard; <see langword="null"/> while all is well.</summary>
    public DateTimeOffset? AwaySince => Volatile.Read(ref _awaySinceTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Begins a session.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var sent = _time.GetTimestamp();
        var session = await _authority.BeginAsync(_facts with { Address = Address }, cancellationToken).ConfigureAwait(false);
        _exchange.StartOver();
        (Epoch, _number, _toldTargets) = (session.Epoch, 0, []);
        // How many there are is known with the first exchange; nothing is kept for this node until then.
        _reported = new NodeStanding(session.At, sent, 2, 0);
        _counters.Hear(_reported);
        Answered();
    }

    /// <summary>Beats until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var beatAt = 0L;
        while (!cancellationToken.IsCancellationRequested)
        {
            var isBeat = beatAt == 0 || _time.GetElapsedTime(beatAt) >= Beat();
            beatAt = isBeat ? _time.GetTimestamp() : beatAt;
            await ExchangeAsync(isBeat, cancellationToken).ConfigureAwait(false);
            await WaitAsync(Beat() - _time.GetElapsedTime(beatAt), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One exchange. Trouble is noted, not thrown: the next one tries again.</summary>
    /// <param name="everything">Whether all shares are told; otherwise those that callers wait for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether the other side has been told.</returns>
    public async Task<bool> ExchangeAsync(bool everything, CancellationToken cancellationToken)
    {
        await _exchanging.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ExchangeAloneAsync(everything, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _exchanging.Release();
        }
    }

    /// <summary>Ends the session, so that nobody waits for this node, and gives back what it did not use of its shares.</summary>
    public async Task EndAsync()
    {
        if (Epoch == 0)
        {
            return;
        }

        try
        {
            if (AwaySince is null)
            {
                _exchange.GiveBackAll();
                await ExchangeAsync(everything: true, CancellationToken.None).ConfigureAwait(false);
            }

            using var limit = new CancellationTokenSource(Patience, _time);
            await _authority.EndAsync(_facts.NodeId, Epoch, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            NodeLog.EndFailed(_log, exception.GetType().Name);
        }
    }

    private async Task<bool> ExchangeAloneAsync(bool everything, CancellationToken cancellationToken)
    {
        // What is reported as heard goes with everything that was used by it: read before the shares are.
        var believed = _counters.Heard;
        var asked = _exchange.Collect(everything);
        if (!everything && asked.Count == 0)
        {
            return true;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = _time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), limit, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            if (Epoch == 0)
            {
                await BeginAsync(limit.Token).ConfigureAwait(false);
                believed = _counters.Heard;
            }

            var told = everything ? believed : _reported with { Millionths = Math.Max(_reported.Millionths, believed.Millionths) };
            var targets = everything ? Targets?.Targets ?? [] : _toldTargets;
            var sent = _time.GetTimestamp();
            var reply = await _authority.ExchangeAsync(
                new(_facts.NodeId, Epoch, ++_number, told.HeardAt, told.Millionths, [.. asked.Select(a => a.Claim)]) { Targets = targets.SequenceEqual(_toldTargets) ? null : targets },
                limit.Token).ConfigureAwait(false);
            if (reply.Ended)
            {
                // What was held is held no more, whether or not the next session can begin now.
                Epoch = 0;
                CounterExchange.Fail(asked);
                _exchange.StartOver();
                await BeginAsync(limit.Token).ConfigureAwait(false);
                return false;
            }

            (_reported, _toldTargets) = (told, targets);
            _counters.Hear(new NodeStanding(reply.Now, sent, reply.Nodes, reply.StandingMillionths));
            _exchange.Apply(asked, reply.Grants);
            Answered();
            return true;
        }
        catch (Exception exception)
        {
            CounterExchange.Fail(asked);
            if (!cancellationToken.IsCancellationRequested)
            {
                Missed(exception);
            }

            return false;
        }
    }

    private void Answered()
    {
        _counters.IsAway = false;
        if (Interlocked.Exchange(ref _awaySinceTicks, 0) > 0)
        {
            NodeLog.Back(_log);
        }
    }

    private void Missed(Exception exception)
    {
        _counters.IsAway = true;
        if (Interlocked.CompareExchange(ref _awaySinceTicks, _time.GetUtcNow().UtcTicks, 0) == 0)
        {
            NodeLog.Away(_log, exception.GetType().Name);
        }
    }

    private async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        if (longest <= TimeSpan.Zero)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = _time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), limit, longest, Timeout.InfiniteTimeSpan);
        try
        {
            await _wake.Reader.ReadAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Time for the next beat, or the end.
        }
    }
}
