using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>
/// Keeps this node's leases: gets room for calls that have none, reports what was settled, returns what is idle. One exchange runs at a time and serves
/// all who wait; a recall, which may take longer, runs beside it. Nothing here stands on the way of a call that has room.
/// </summary>
internal sealed class BudgetLeases : IBudgetLeases, IDisposable
{
    /// <summary>How long a refusal may wait for other nodes to return idle room.</summary>
    private static readonly TimeSpan RecallPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>How long an answer of the authority is waited for, beyond its patience.</summary>
    private static readonly TimeSpan ExchangePatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly BudgetLedger _ledger;
    private readonly IBudgetAuthority? _authority;
    private readonly string _node;
    private readonly TimeProvider _time;
    private readonly ILogger<BudgetLeases> _logger;
    private readonly ITimer? _timer;
    private readonly Dictionary<(BudgetKey Budget, long? Cap), Task<bool>> _recalls = [];
    private readonly SemaphoreSlim _exchanging = new(1);
    private List<LeaseWish> _waiting = [];
    private Task<bool>? _next;
    private Task _ticking = Task.CompletedTask;
    private int _longestCallSeconds;
    private long _leasesOnlySince;

    public BudgetLeases(BudgetLedger ledger, IBudgetAuthority? authority, IOptions<GatewayOptions> options, TimeProvider time, ILogger<BudgetLeases> logger)
    {
        (_ledger, _authority, _node, _time, _logger) = (ledger, authority, options.Value.Name, time, logger);
        _timer = authority is null ? null : time.CreateTimer(_ => OnTick(), null, TimeSpan.Zero, Tick);
    }

    public DateTimeOffset? LeasesOnlySince => Volatile.Read(ref _leasesOnlySince) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>Notes how long a call may take, for the fence of a node that vanishes.</summary>
    public void Expect(TimeSpan call)
    {
        var seconds = (int)Math.Ceiling(call.TotalSeconds);
        if (seconds > Volatile.Read(ref _longestCallSeconds))
        {
            Volatile.Write(ref _longestCallSeconds, seconds);
        }
    }

    /// <summary>Asks once how budgets stand that this node has not met; where nobody answers, their calls go on without.</summary>
    public async ValueTask MeetAsync(IReadOnlyList<(BudgetAccount Account, long? Cap)> charged)
    {
        for (var i = 0; i < charged.Count; i++)
        {
            if (charged[i].Account.Known is null && LeasesOnlySince is null)
            {
                await AcquireAsync(charged.Select(each => new LeaseWish(each.Account, each.Cap, 1))).ConfigureAwait(false);
                return;
            }
        }
    }

    /// <summary>Asks the authority for room, together with all who ask meanwhile.</summary>
    /// <returns>Whether it answered.</returns>
    public Task<bool> AcquireAsync(IEnumerable<LeaseWish> wishes)
    {
        lock (_gate)
        {
            _waiting.AddRange(wishes);
            return _next ??= Task.Run(AcquireTogetherAsync);
        }
    }

    /// <summary>Asks the authority to ask the other nodes; whoever wants the same budget meanwhile shares the answer.</summary>
    /// <returns>Whether it answered.</returns>
    public Task<bool> RecallAsync(LeaseWish wish)
    {
        var key = (wish.Account.Key, wish.Cap);
        lock (_gate)
        {
            return _recalls.TryGetValue(key, out var running) ? running : _recalls[key] = Task.Run(async () =>
            {
                var answered = await ExchangeAsync(_ledger.Draft([wish], (int)RecallPatience.TotalMilliseconds), RecallPatience + ExchangePatience).ConfigureAwait(false);
                lock (_gate)
                {
                    _recalls.Remove(key);
                }

                return answered;
            });
        }
    }

    public void Recall(BudgetKey budget, long number)
    {
        if (_authority is not null)
        {
            _ = Task.Run(() => ReportAsync(pool => pool.Account.Key == budget, number));
        }
    }

    public Task FlushAsync(CancellationToken cancellationToken) =>
        _authority is null ? Task.CompletedTask : ReportAsync(static _ => true).WaitAsync(cancellationToken);

    public void Dispose()
    {
        _timer?.Dispose();
        if (_authority is not null)
        {
            // A node that ends in good order leaves nothing behind that others would have to wait for.
            Task.Run(() => ReportAsync(static _ => true)).Wait(ExchangePatience);
        }
    }

    /// <summary>Completes when what the last tick began is done; for tests, whose time stands still meanwhile.</summary>
    internal Task SettledAsync()
    {
        lock (_gate)
        {
            return _ticking;
        }
    }

    private void OnTick()
    {
        lock (_gate)
        {
            if (_ticking.IsCompleted)
            {
                // Where nobody hears of it, room that goes back serves nobody, and this node would have nothing to serve by.
                _ticking = Task.Run(() => ReportAsync(pool => !pool.Used && LeasesOnlySince is null));
            }
        }
    }

    private async Task<bool> AcquireTogetherAsync()
    {
        await _exchanging.WaitAsync().ConfigureAwait(false);
        try
        {
            List<LeaseWish> wishes;
            lock (_gate)
            {
                (wishes, _waiting, _next) = (_waiting, [], null);
            }

            await CloseEarlierAsync().ConfigureAwait(false);
            return await ExchangeAsync(_ledger.Draft(wishes), ExchangePatience).ConfigureAwait(false);
        }
        finally
        {
            _exchanging.Release();
        }
    }

    private async Task ReportAsync(Func<BudgetPool, bool> idle, long recall = 0)
    {
        await _exchanging.WaitAsync().ConfigureAwait(false);
        try
        {
            await CloseEarlierAsync().ConfigureAwait(false);
            if (_ledger.Draft(idle, recall) is { } draft)
            {
                await ExchangeAsync(draft, ExchangePatience).ConfigureAwait(false);
            }
        }
        finally
        {
            _exchanging.Release();
        }
    }

    private async Task CloseEarlierAsync()
    {
        foreach (var epoch in _ledger.Ended())
        {
            if (!await ExchangeAsync(_ledger.Close(epoch), ExchangePatience).ConfigureAwait(false))
            {
                return;
            }

            try
            {
                await _ledger.ForgetAsync(epoch).ConfigureAwait(false);
            }
            catch (IOException)
            {
                return; // It is closed once more later, which changes nothing.
            }
        }
    }

    /// <returns>Whether the authority answered.</returns>
    private async Task<bool> ExchangeAsync(LeaseDraft draft, TimeSpan patience)
    {
        try
        {
            if (draft.Request.Closing || draft.Returns.Any(returned => returned > 0))
            {
                await _ledger.PersistEndsAsync(draft).ConfigureAwait(false);
            }

            using var limit = new CancellationTokenSource(patience, _time);
            var sent = _time.GetTimestamp();
            var request = draft.Request with { Node = _node, LongestCallSeconds = Volatile.Read(ref _longestCallSeconds) };
            var reply = await _authority!.ExchangeAsync(request, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
            Reached();
            if (reply.Fenced && !request.Closing)
            {
                await _ledger.BeginEpochAsync(draft.Epoch).ConfigureAwait(false);
                return true;
            }

            if (!request.Closing)
            {
                _ledger.Apply(draft, reply, sent);
                foreach (var (grant, pool) in reply.Pools.Zip(draft.Pools).Where(each => each.First.Recall > each.Second.Recall))
                {
                    Recall(pool.Account.Key, grant.Recall);
                }
            }

            return true;
        }
        catch (Exception e)
        {
            // Whatever is wrong with the authority or the journal: calls go on within their leases, and those without room are refused.
            _ledger.Lose(draft);
            Unreached(e);
            return false;
        }
    }

    private void Reached()
    {
        if (Interlocked.Exchange(ref _leasesOnlySince, 0) != 0)
        {
            _logger.BudgetAuthorityBack();
        }
    }

    private void Unreached(Exception cause)
    {
        if (Interlocked.CompareExchange(ref _leasesOnlySince, _time.GetUtcNow().UtcTicks, 0) == 0)
        {
            _logger.BudgetAuthorityAway(cause.GetType().Name);
        }
    }
}
