using System.Runtime.CompilerServices;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Host.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keeptrusts.Host.Tests.Runtime;

public sealed class EventShipperTests
{
    private readonly ListFeed _feed = new();

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Ship_EventsInTheJournal_ReachTheStoreAndTheJournalMayForget(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        using var trail = new TestTrail(test.Database);
        _feed.Add("a", "b");
        var arrived = trail.Arrivals.Next;

        await Shipper(trail).ShipAsync(CancellationToken.None);

        Assert.Equal(["b", "a"], await IdsAsync(trail));
        Assert.Equal(new JournalPosition(1, 2), _feed.Released);
        Assert.True(arrived.IsCompleted);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Ship_PositionLostInACrash_DoublesNothing(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        using var trail = new TestTrail(test.Database);
        _feed.Add("a", "b");
        await Shipper(trail).ShipAsync(CancellationToken.None);

        // As after a restore of an older position: everything is offered again, with one more.
        await trail.Events.AppendAsync([], new() { Journal = "node_1", Segment = 0, Offset = 0 }, null, CancellationToken.None);
        _feed.Add("c");
        await Shipper(trail).ShipAsync(CancellationToken.None);

        Assert.Equal(["c", "b", "a"], await IdsAsync(trail));
    }

    [Fact]
    public async Task Ship_Restarted_GoesOnWhereItWas()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        using var trail = new TestTrail(test.Database);
        _feed.Add("a");
        await Shipper(trail).ShipAsync(CancellationToken.None);
        _feed.ReadFrom.Clear();
        await Shipper(trail).ShipAsync(CancellationToken.None);
        Assert.Equal([new JournalPosition(1, 1)], _feed.ReadFrom);
    }

    [Fact]
    public async Task Ship_JournalThatLostItsTail_IsReadFromItsBeginning()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        using var trail = new TestTrail(test.Database);
        _feed.Add("a", "b");
        await Shipper(trail).ShipAsync(CancellationToken.None);
        _feed.HasLostItsTail = true;
        _feed.Add("c");
        await Shipper(trail).ShipAsync(CancellationToken.None);
        Assert.Equal(["c", "b", "a"], await IdsAsync(trail));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task List_EachFilter_GivesOnlyItsEvents(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        using var trail = new TestTrail(test.Database);
        _feed.Add(TestChain.Call("a", "search", "redact"));
        _feed.Add(TestChain.Call("b", "hr", "allow", TestChain.Call("a").Timestamp.AddHours(1)) with { Model = "claude", Provider = "other", User = "bob" });
        await Shipper(trail).ShipAsync(CancellationToken.None);
        EventFilter[] onlyA =
        [
            new() { Team = "search" }, new() { Model = "gpt" }, new() { Verdict = "redact" }, new() { Policy = "pii-detector" }, new() { Key = TestChain.KeyId("search") },
            new() { Key = "name-search" }, new() { Confinement = "search" }, new() { User = "ada" }, new() { Provider = "mock" }, new() { Request = "req_a" },
            new() { Until = TestChain.Call("a").Timestamp.AddSeconds(1) },
        ];
        foreach (var filter in onlyA)
        {
            var row = Assert.Single(await trail.Events.BeforeAsync(filter, long.MaxValue, CancellationToken.None));
            Assert.Equal("a", row.Id);
            Assert.True(filter.Fits(row));
            Assert.False(filter.Fits((await trail.Events.FindAsync("b", CancellationToken.None))!));
        }

        EventFilter[] none = [new() { Policy = "pii" }, new() { Gateway = "edge" }, new() { Since = TestChain.Call("a").Timestamp.AddHours(2) }];
        foreach (var filter in none)
        {
            Assert.Empty(await trail.Events.BeforeAsync(filter, long.MaxValue, CancellationToken.None));
        }

        Assert.Equal("b", (await trail.Events.FindAsync("req_b", CancellationToken.None))?.Id);
    }

    [Fact]
    public async Task Follow_EventShippedLater_IsSeenWithoutAsking()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        using var trail = new TestTrail(test.Database);
        var shipper = Shipper(trail);
        _feed.Add("a");
        await shipper.ShipAsync(CancellationToken.None);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var tail = trail.Service
            .FollowAsync(Principal.Host, new EventFilter(), null, enough.Token).GetAsyncEnumerator(enough.Token);
        Assert.True(await tail.MoveNextAsync());
        Assert.Equal("a", tail.Current.Id);

        var next = tail.MoveNextAsync();
        _feed.Add("b");
        await shipper.ShipAsync(CancellationToken.None);

        Assert.True(await next);
        Assert.Equal("b", tail.Current.Id);
    }

    private EventShipper Shipper(TestTrail trail) => new(_feed, trail.Intake, "node_1", TimeProvider.System, NullLogger<EventShipper>.Instance);

    private static async Task<IEnumerable<string>> IdsAsync(TestTrail trail) =>
        (await trail.Events.BeforeAsync(new EventFilter(), long.MaxValue, CancellationToken.None)).Select(e => e.Id);

    private sealed class ListFeed : IEventFeed
    {
        private readonly TestChain _chain = new();
        private readonly List<JournalEvent> _events = [];

        public bool HasLostItsTail { get; set; }

        public List<JournalPosition> ReadFrom { get; } = [];

        public JournalPosition Released { get; private set; }

        public void Add(params string[] ids) => _events.AddRange(ids.Select(id => _chain.Next(TestChain.Call(id))));

        public void Add(CallEvent call) => _events.Add(_chain.Next(call));

        public async IAsyncEnumerable<JournalEvent> ReadAsync(JournalPosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            ReadFrom.Add(after);
            await Task.CompletedTask;
            foreach (var item in _events.Where(item => item.Position > after))
            {
                yield return item;
            }
        }

        public Task<JournalPosition> ResumeAsync(JournalPosition shipped) => Task.FromResult(HasLostItsTail ? default : shipped);

        public Task WaitAsync(JournalPosition position, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Release(JournalPosition shipped) => Released = shipped;
    }
}
