using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Storage;
using Keeptrusts.Policy.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Host.Tests.Budgets;

/// <summary>The book of budgets, on both databases.</summary>
public sealed class LeaseStoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 15, 30, 0, TimeSpan.Zero);
    private static readonly BudgetKey Team = new(BudgetScope.Team, "search", BudgetWindow.Day, new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
    private readonly FakeTimeProvider _time = new(Start);

    [Theory]
    [ClassData(typeof(EachDatabase))]
    public async Task Exchange_TheSameTwice_GrantsOnce(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new LeaseStore(test.Database, _time);
        var first = await AskAsync(store, "e1", need: 10, want: 40);
        Assert.Equal((40, 0, 40), (first.Granted, first.AccountSettled, first.AccountOutstanding));
        Assert.Equal(first, await AskAsync(store, "e1", need: 10, want: 40));
        Assert.Equal((60, 100), Of(await AskAsync(store, "e2", need: 60, want: 500)));
        Assert.Equal((0, 100), Of(await AskAsync(store, "e3", need: 1, want: 1)));
        Assert.Equal((40, 90), Of(await AskAsync(store, "e1", settled: 20, returned: 10)));
    }

    [Theory]
    [ClassData(typeof(EachDatabase))]
    public async Task Exchange_ManyAtOnce_NeverPassesTheCap(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new LeaseStore(test.Database, _time);
        var granted = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => AskAsync(store, "e" + i, need: 7, want: 7)));
        Assert.Equal(14, granted.Count(grant => grant.Granted > 0));
        Assert.Equal(98, granted.Sum(grant => grant.Granted));
    }

    [Theory]
    [ClassData(typeof(EachDatabase))]
    public async Task Sweep_GatewayThatVanished_IsFencedThenBookedAndSetRightWhenItComesBack(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new LeaseStore(test.Database, _time);
        await AskAsync(store, "gone", need: 60, want: 60);
        await AskAsync(store, "gone", settled: 20);
        Assert.Equal((20, 40), await ReadAsync(store));
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal((60, 0), await ReadAsync(store)); // Nobody has heard of it: what it holds counts as spent.
        Assert.Empty(await store.SweepAsync(CancellationToken.None));

        _time.Advance(LeaseStore.ValidFor);
        Assert.Equal(["node"], await store.SweepAsync(CancellationToken.None));
        Assert.True((await ExchangeAsync(store, new() { Epoch = "gone", Node = "node", Pools = [Report()] })).Fenced);
        Assert.Equal((60, 0), await ReadAsync(store));
        _time.Advance(TimeSpan.FromSeconds(600));
        Assert.Empty(await store.SweepAsync(CancellationToken.None));
        Assert.Equal((60, 0), await ReadAsync(store));
        Assert.Equal(0, (await AskAsync(store, "other", need: 41, want: 41)).Granted);

        // Its journal says that 35 were spent.
        var closing = new LeaseRequest { Epoch = "gone", Node = "node", Closing = true, Pools = [Report(settled: 35)] };
        await ExchangeAsync(store, closing);
        Assert.Equal((35, 0), await ReadAsync(store));
        await ExchangeAsync(store, closing);
        Assert.Equal((35, 0), await ReadAsync(store));
        Assert.Equal(65, (await AskAsync(store, "other", need: 41, want: 100)).Granted);
    }

    [Theory]
    [ClassData(typeof(EachDatabase))]
    public async Task Overrun_Reported_ClosesTheBudgetUntilItIsCleared(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new LeaseStore(test.Database, _time);
        await AskAsync(store, "e1", need: 10, want: 10);
        var reply = await ExchangeAsync(store, new() { Epoch = "e1", Node = "node", Pools = [Report() with { Settled = 10, Overrun = 3 }] });
        Assert.True(reply.Pools[0].Blocked);
        Assert.Equal(0, (await AskAsync(store, "e2", need: 10, want: 10)).Granted);
        Assert.Equal(3, (await store.ReadAsync(BudgetScope.Team, "search", BudgetWindow.Day, CancellationToken.None)).Overrun);
        var audit = new AuditEntry { At = Start, Actor = "t", Action = "budget.clear_overrun", ObjectId = "team:search:day" };
        Assert.True(await new BudgetStore(test.Database).ClearOverrunAsync(BudgetScope.Team, "search", BudgetWindow.Day, audit, CancellationToken.None));
        Assert.Equal(10, (await AskAsync(store, "e2", need: 10, want: 10)).Granted);
    }

    [Theory]
    [ClassData(typeof(EachDatabase))]
    public async Task Recall_AnotherHasIdleRoom_IsSeenUntilItAnswers(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new LeaseStore(test.Database, _time);
        await AskAsync(store, "idle", need: 90, want: 90);
        Assert.Equal(0, (await AskAsync(store, "poor", need: 20, want: 20)).Granted);
        var number = await store.RecallAsync(Team, "poor", CancellationToken.None);
        Assert.True(await store.OthersMayReturnAsync(Team, "poor", CancellationToken.None));
        Assert.Equal(number, (await AskAsync(store, "idle")).Recall);
        await ExchangeAsync(store, new() { Epoch = "idle", Node = "node", Pools = [Report(returned: 50) with { Recall = number }] });
        Assert.False(await store.OthersMayReturnAsync(Team, "poor", CancellationToken.None));
        Assert.Equal(20, (await AskAsync(store, "poor", need: 20, want: 20)).Granted);
    }

    [Theory]
    [ClassData(typeof(EachDatabase))]
    public async Task Authority_OthersReturnWhenAsked_GrantsWithinItsPatience(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new LeaseStore(test.Database, _time);
        await AskAsync(store, "idle", need: 90, want: 90);
        var returning = new Returning(number => ExchangeAsync(store, new() { Epoch = "idle", Node = "node", Pools = [Report(returned: 90) with { Recall = number }] }));
        var authority = new BudgetAuthority(store, TimeProvider.System) { Notices = { returning } };
        var reply = await authority.ExchangeAsync(new() { Epoch = "poor", Node = "node", PatienceMs = 250, Pools = [Report() with { NeedGranted = 20, WantGranted = 20 }] }, CancellationToken.None);
        Assert.Equal(20, reply.Pools[0].Granted);
    }

    private static PoolReport Report(long settled = 0, long returned = 0) => new() { Budget = Team, CapNano = 100, Settled = settled, Returned = returned };

    private static Task<LeaseReply> ExchangeAsync(LeaseStore store, LeaseRequest request) => store.ExchangeAsync(request with { LongestCallSeconds = 600 }, CancellationToken.None);

    private static async Task<PoolGrant> AskAsync(LeaseStore store, string epoch, long need = 0, long want = 0, long settled = 0, long returned = 0) =>
        (await ExchangeAsync(store, new() { Epoch = epoch, Node = "node", Pools = [Report(settled, returned) with { NeedGranted = need, WantGranted = want }] })).Pools[0];

    private static (long Granted, long Committed) Of(PoolGrant grant) => (grant.Granted, grant.AccountSettled + grant.AccountOutstanding);

    private static async Task<(long Spent, long Reserved)> ReadAsync(LeaseStore store)
    {
        var standing = await store.ReadAsync(BudgetScope.Team, "search", BudgetWindow.Day, CancellationToken.None);
        return (standing.Spent, standing.Reserved);
    }

    private sealed class Returning(Func<long, Task> give) : IRecallNotice
    {
        public void Recalled(BudgetKey budget, long number) => Task.Run(() => give(number));
    }
}
