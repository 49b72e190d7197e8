using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Tests.Budgets.Cluster;
using Keeptrusts.Policy.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets;

/// <summary>One gateway and its leases: what it asks, when it returns, and what it does without an answer.</summary>
public sealed class BudgetLeaseTests : IAsyncLifetime
{
    private const long Cap = 1000;
    private readonly FakeTimeProvider _time = new(new(2026, 11, 23, 15, 30, 0, TimeSpan.Zero));
    private readonly FakeAuthority _authority;
    private readonly CountingLine _counted;
    private readonly ClusterNode _node;

    public BudgetLeaseTests()
    {
        _authority = new(_time);
        _counted = new(_authority);
        _node = new(new FlakyLine(_counted, new Random(1), 0), _time);
    }

    // The tick at the start, which would take a test's first call for one of before, or count as an exchange of its own.
    public async ValueTask InitializeAsync() => await _node.Leases.SettledAsync();

    public ValueTask DisposeAsync()
    {
        _node.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Room_NotUsedForTwoTicks_GoesBack()
    {
        Assert.Equal(-1, await ReserveAsync("a", 10));
        await _node.Ledger.PersistAsync("a");
        var (settled, outstanding) = await BookAsync();
        Assert.True(settled == 0 && outstanding >= 10);
        _node.Ledger.Settle("a", 4);
        await TickAsync();
        await TickAsync();
        Assert.Equal((4, 0), await BookAsync());
        var before = _counted.Exchanges;
        await TickAsync();
        await TickAsync();
        Assert.Equal(before, _counted.Exchanges); // All is quiet, and nobody is asked.
    }

    [Fact]
    public async Task Calls_ThatHaveRoom_AskNobody()
    {
        Assert.Equal(-1, await ReserveAsync("a", 10));
        var before = _counted.Exchanges;
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(-1, await ReserveAsync("b" + i, 10));
        }

        Assert.Equal(before, _counted.Exchanges);
    }

    [Fact]
    public async Task Calls_ThatWaitTogether_ShareAnExchange()
    {
        var before = _counted.Exchanges;
        _counted.Hold = new();
        var calls = Enumerable.Range(0, 50).Select(i => Task.Run(() => ReserveAsync("c" + i, 10).AsTask())).ToArray();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        _counted.Hold.SetResult();
        Assert.All(await Task.WhenAll(calls), full => Assert.Equal(-1, full));
        Assert.InRange(_counted.Exchanges - before, 1, 10);
    }

    [Fact]
    public async Task Calls_AuthorityAway_AreServedWithinTheLeaseThenRefused()
    {
        Assert.Equal(-1, await ReserveAsync("a", 10));
        var leased = (await BookAsync()).Outstanding;
        _node.Line.Cut = true;
        Assert.Equal(-1, await ReserveAsync("b", leased - 10));
        Assert.Equal(0, await ReserveAsync("c", 1));
        Assert.NotNull(_node.Leases.LeasesOnlySince);
        _node.Line.Cut = false;
        Assert.Equal(-1, await ReserveAsync("d", 1));
        Assert.Null(_node.Leases.LeasesOnlySince);
    }

    [Fact]
    public async Task Room_AuthorityAway_StaysHoweverLongNobodyCalls()
    {
        Assert.Equal(-1, await ReserveAsync("a", 10));
        var leased = (await BookAsync()).Outstanding;
        await _node.Ledger.PersistAsync("a");
        _node.Ledger.Settle("a", 4);
        _node.Line.Cut = true;
        for (var tick = 0; tick < 5; tick++)
        {
            await TickAsync();
        }

        Assert.Equal(-1, await ReserveAsync("b", leased - 4));
    }

    [Fact]
    public async Task Lease_RanOut_MaySendNothing()
    {
        Assert.Equal(-1, await ReserveAsync("a", 10));
        Assert.True(_node.Ledger.MaySend("a"));
        _node.Line.Cut = true;
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.False(_node.Ledger.MaySend("a"));
        Assert.Equal(0, await ReserveAsync("b", 1));
    }

    [Fact]
    public async Task Fenced_WithACallRunning_GoesOnInANewEpochAndSettlesTheOld()
    {
        Assert.Equal(-1, await ReserveAsync("a", 10));
        await _node.Ledger.PersistAsync("a");
        _node.Line.Cut = true;
        _time.Advance(TimeSpan.FromSeconds(40));
        await _authority.SweepAsync();
        _node.Line.Cut = false;
        Assert.Equal(-1, await ReserveAsync("b", 20));
        Assert.False(_node.Ledger.MaySend("a"));
        Assert.True(_node.Ledger.MaySend("b"));
        _node.Ledger.Settle("a", 10);
        _node.Ledger.Settle("b", 5);
        await TickAsync();
        await TickAsync();
        await TickAsync();
        Assert.Equal((15, 0), await BookAsync());
    }

    [Fact]
    public async Task Overrun_Settled_ClosesTheBudgetUntilItIsCleared()
    {
        Assert.Equal(-1, await ReserveAsync("a", 10));
        Assert.Equal(3, _node.Ledger.Settle("a", 13).Overrun);
        Assert.Equal(0, await ReserveAsync("b", 1));
        await _node.Leases.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await ReserveAsync("b", 1));
        _authority.Clear(Account().Key);
        Assert.Equal(-1, await ReserveAsync("b", 1));
    }

    [Fact]
    public async Task Restart_OpenHold_CountsInFullAndTheRestIsFree()
    {
        Assert.Equal(-1, await ReserveAsync("a", 10));
        await _node.Ledger.PersistAsync("a");
        Assert.Equal(-1, await ReserveAsync("lost", 10)); // Never in the journal, so never sent.
        _node.Restart();
        await TickAsync();
        Assert.Equal((10, 0), await BookAsync());
        Assert.Equal(-1, await ReserveAsync("b", Cap - 10));
        Assert.Equal(0, await ReserveAsync("c", 1));
    }

    [Fact]
    public async Task Window_NextOne_StartsAnewByTheAuthoritysClock()
    {
        Assert.Equal(-1, await ReserveAsync("a", Cap));
        Assert.Equal(0, await ReserveAsync("b", 1));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(-1, await ReserveAsync("b", Cap));
    }

    [Fact]
    public async Task Attempts_OfOneCall_EachHaveAHoldOfTheirOwn()
    {
        Assert.Equal(-1, await ReserveAsync("first", 600));
        Assert.Equal(0, await ReserveAsync("second", 600)); // No money for the next attempt: no retry.
        _node.Ledger.Settle("first", 200);
        Assert.Equal(-1, await ReserveAsync("second", 600));
        _node.Ledger.Settle("second", 600);
        Assert.Null(_node.Ledger.Settle("first", 600).Line);
        await TickAsync();
        await TickAsync();
        Assert.Equal((800, 0), await BookAsync());
    }

    [Fact]
    public async Task Call_SeveralBudgetsIdleElsewhere_HasEachOfThemReturned()
    {
        using var other = new ClusterNode(new FlakyLine(_authority, new Random(2), 0), _time);
        List<LeaseWish> all = [.. Charged(other).Select(each => new LeaseWish(each.Account, each.Cap, Cap))];
        Assert.True(await other.Leases.AcquireAsync(all));
        _authority.OnRecall = async budget =>
        {
            var draft = other.Ledger.Draft(pool => pool.Account.Key == budget, recall: 1)!;
            var reply = await _authority.ExchangeAsync(draft.Request with { Node = "other" }, TestContext.Current.CancellationToken);
            other.Ledger.Apply(draft, reply, _time.GetTimestamp());
        };

        var (charged, seeker) = (Charged(_node), new RoomSeeker(_node.Ledger, _node.Leases));
        int full;
        while ((full = _node.Ledger.TryReserve("a", 600, charged)) >= 0 && await seeker.SeekAsync(charged, full, 600))
        {
        }

        Assert.Equal(-1, full);
    }

    [Fact]
    public async Task Wish_DeniedAndDeliveredAgainLater_LeavesNoRoomThatNobodyUses()
    {
        using var other = new ClusterNode(new FlakyLine(_authority, new Random(1), 0), _time);
        Assert.Equal(-1, await ReserveAsync(other, "held", Cap));
        Assert.Equal(0, await ReserveAsync("a", 10));
        var denied = _counted.LastAsking!;
        other.Ledger.Settle("held", 0);
        await other.Leases.FlushAsync(TestContext.Current.CancellationToken);

        await _authority.ExchangeAsync(denied with { PatienceMs = 0 }, TestContext.Current.CancellationToken);
        await TickAsync();
        await TickAsync();
        await TickAsync();
        Assert.Equal((0, 0), await BookAsync());
        await _authority.ExchangeAsync(denied with { PatienceMs = 0 }, TestContext.Current.CancellationToken);
        Assert.Equal((0, 0), await BookAsync());
    }

    private static List<(BudgetAccount Account, long? Cap)> Charged(ClusterNode node) =>
        [.. new[] { BudgetScope.Team, BudgetScope.User }.Select(scope => (node.Ledger.Account(scope, "search", BudgetWindow.Hour, node.Ledger.Now), (long?)Cap))];

    private BudgetAccount Account() => Account(_node);

    private static BudgetAccount Account(ClusterNode node) => node.Ledger.Account(BudgetScope.Team, "search", BudgetWindow.Hour, node.Ledger.Now);

    private ValueTask<int> ReserveAsync(string id, long nano) => ReserveAsync(_node, id, nano);

    private static async ValueTask<int> ReserveAsync(ClusterNode node, string id, long nano)
    {
        var seeker = new RoomSeeker(node.Ledger, node.Leases);
        List<(BudgetAccount Account, long? Cap)> charged = [(Account(node), Cap)];
        int full;
        while ((full = node.Ledger.TryReserve(id, nano, charged)) >= 0 && await seeker.SeekAsync(charged, full, nano))
        {
        }

        return full;
    }

    private Task<(long Settled, long Outstanding)> BookAsync() => _authority.ReadAsync(Account().Key);

    // The work of a tick runs beside the timer; a flush behind it waits until it is done, and finds nothing more to do.
    private async Task TickAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        await _node.Leases.SettledAsync();
    }

    /// <summary>Counts what is asked, and can be held up.</summary>
    private sealed class CountingLine(IBudgetAuthority authority) : IBudgetAuthority
    {
        private int _exchanges;

        public int Exchanges => _exchanges;

        public TaskCompletionSource? Hold { get; set; }

        /// <summary>The last request that asked for room.</summary>
        public LeaseRequest? LastAsking { get; private set; }

        public async Task<LeaseReply> ExchangeAsync(LeaseRequest request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _exchanges);
            LastAsking = request.Pools.Any(pool => pool.NeedGranted > 0) ? request : LastAsking;
            if (Hold is { } hold)
            {
                await hold.Task;
            }

            return await authority.ExchangeAsync(request, cancellationToken);
        }
    }
}
