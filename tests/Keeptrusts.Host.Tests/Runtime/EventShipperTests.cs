using System.Runtime.CompilerServices;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keeptrusts.Host.Tests.Runtime;

public sealed class EventShipperTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ListFeed _feed = new();
    private readonly EventArrivals _arrivals = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Ship_EventsInTheJournal_ReachTheStoreAndTheJournalMayForget()
    {
        var (shipper, store) = await StartAsync();
        _feed.Events.AddRange([Call("a"), Call("b")]);
        var arrived = _arrivals.Next;

        await shipper.ShipAsync(CancellationToken.None);

        Assert.Equal(["b", "a"], (await store.BeforeAsync(new EventFilter(), long.MaxValue, CancellationToken.None)).Select(e => e.Id));
        Assert.Equal(new JournalPosition(0, 2), _feed.Released);
        Assert.True(arrived.IsCompleted);
    }

    [Fact]
    public async Task Ship_PositionLostInACrash_DoublesNothing()
    {
        var (shipper, store) = await StartAsync();
        _feed.Events.AddRange([Call("a"), Call("b")]);
        await shipper.ShipAsync(CancellationToken.None);

        // As after a restore of an older position: everything is offered again, with one more.
        await store.AppendAsync([], new() { Journal = "node_1", Segment = 0, Offset = 0 }, CancellationToken.None);
        _feed.Events.Add(Call("c"));
        await shipper.ShipAsync(CancellationToken.None);

        Assert.Equal(["c", "b", "a"], (await store.BeforeAsync(new EventFilter(), long.MaxValue, CancellationToken.None)).Select(e => e.Id));
    }

    [Fact]
    public async Task Ship_Restarted_GoesOnWhereItWas()
    {
        var (shipper, store) = await StartAsync();
        _feed.Events.Add(Call("a"));
        await shipper.ShipAsync(CancellationToken.None);
        _feed.ReadFrom.Clear();
        var second = new EventShipper(_feed, store, _arrivals, "node_1", TimeProvider.System, NullLogger<EventShipper>.Instance);
        await second.ShipAsync(CancellationToken.None);
        Assert.Equal([new JournalPosition(0, 1)], _feed.ReadFrom);
    }

    [Fact]
    public async Task Filters_EachField_Confines()
    {
        var (shipper, store) = await StartAsync();
        _feed.Events.AddRange([Call("a", "search", "gpt", "redact", "pii-detector"), Call("b", "hr", "claude", "allow", null)]);
        await shipper.ShipAsync(CancellationToken.None);
        EventFilter[] onlyA =
        [
            new() { Team = "search" }, new() { Model = "gpt" }, new() { Verdict = "redact" }, new() { Policy = "pii-detector" },
            new() { Key = "key_a" }, new() { Key = "name-a" }, new() { Confinement = "search" },
        ];
        foreach (var filter in onlyA)
        {
            Assert.Equal("a", Assert.Single(await store.BeforeAsync(filter, long.MaxValue, CancellationToken.None)).Id);
        }

        Assert.Empty(await store.BeforeAsync(new EventFilter { Policy = "pii" }, long.MaxValue, CancellationToken.None));
        Assert.Empty(await store.BeforeAsync(new EventFilter { Since = Call("x").Timestamp.AddSeconds(1) }, long.MaxValue, CancellationToken.None));
        Assert.Equal("b", (await store.FindAsync("req_b", CancellationToken.None))?.Id);
    }

    [Fact]
    public async Task Follow_EventShippedLater_IsSeenWithoutAsking()
    {
        var (shipper, store) = await StartAsync();
        _feed.Events.Add(Call("a"));
        await shipper.ShipAsync(CancellationToken.None);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var tail = new EventService(store, _arrivals)
            .FollowAsync(Principal.Host, new EventFilter(), null, enough.Token).GetAsyncEnumerator(enough.Token);
        Assert.True(await tail.MoveNextAsync());
        Assert.Equal("a", tail.Current.Id);

        var next = tail.MoveNextAsync();
        _feed.Events.Add(Call("b"));
        await shipper.ShipAsync(CancellationToken.None);

        Assert.True(await next);
        Assert.Equal("b", tail.Current.Id);
    }

    private async Task<(EventShipper Shipper, EventStore Store)> StartAsync()
    {
        var store = new EventStore(await ControlDatabase.OpenAsync(DatabaseAddress.Sqlite(_folder.Location), CancellationToken.None));
        return (new EventShipper(_feed, store, _arrivals, "node_1", TimeProvider.System, NullLogger<EventShipper>.Instance), store);
    }

    private static CallEvent Call(string id, string team = "default", string model = "m", string verdict = "allow", string? fired = null) => new()
    {
        Id = id,
        EventType = "call",
        Timestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        RequestId = $"req_{id}",
        Route = "/v1/chat/completions",
        Verdict = verdict,
        ReasonCode = "r",
        Outcome = "completed",
        Gateway = "local-gw",
        Team = team,
        KeyId = $"key_{id}",
        KeyName = $"name-{id}",
        Model = model,
        Latency = new LatencyTrace(),
        PolicyResults = fired is null ? [] : [new PolicyTrace { Name = fired, Kind = fired, Phase = "input", Verdict = verdict, ReasonCode = "r" }],
    };

    private sealed class ListFeed : IEventFeed
    {
        public List<CallEvent> Events { get; } = [];

        public List<JournalPosition> ReadFrom { get; } = [];

        public JournalPosition Released { get; private set; }

        public async IAsyncEnumerable<JournalEvent> ReadAsync(JournalPosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            ReadFrom.Add(after);
            await Task.CompletedTask;
            for (var i = (int)after.Offset; i < Events.Count; i++)
            {
                yield return new(new JournalPosition(0, i + 1), JsonSerializer.SerializeToUtf8Bytes(Events[i], ControlJson.Default.CallEvent));
            }
        }

        public Task<JournalPosition> ResumeAsync(JournalPosition shipped) => Task.FromResult(shipped);

        public Task WaitAsync(JournalPosition position, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Release(JournalPosition shipped) => Released = shipped;
    }
}
