using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Storage;

/// <summary>Whatever shortcuts indexes allow, a page has the events that fit, newest first, and no other.</summary>
public sealed class EventPageTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Pages_OfAnyFilter_AreThoseThatFitInOrder(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        await BulkData.FillAsync(test.Database, keys: 40, events: 1500, Now);
        var store = new EventStore(test.Database);
        var all = await ReadAsync(store, new());
        Assert.Equal(1500, all.Count);
        EventFilter[] filters =
        [
            new() { Policy = "rare-policy" }, new() { Policy = "pii-detector" }, new() { Policy = "pii" }, new() { Policy = "none" }, new() { Reason = "dlp_blocked_term" }, new() { Outcome = "failed" }, new() { Outcome = "failed", Since = Now.AddDays(-20), Team = BulkData.Team(7) }, new() { Provider = "azure", Verdict = "escalate" },
            new() { Since = Now.AddDays(-2) }, new() { Until = Now.AddDays(-20) }, new() { Since = Now.AddDays(-20), Until = Now.AddDays(-19) }, new() { Since = Now.AddDays(1) }, new() { Until = Now.AddDays(-99) },
            new() { Since = Now.AddDays(-20), Policy = "pii-detector", Team = BulkData.Team(7), Confinement = BulkData.Team(7) },
        ];
        foreach (var filter in filters)
        {
            var expected = all.Where(filter.Fits).Select(e => e.Id).ToList();
            Assert.Equal(expected, (await ReadAsync(store, filter)).Select(e => e.Id));
        }
    }

    // Page by page, as lists are read.
    private static async Task<List<Keeptrusts.Host.Records.StoredEvent>> ReadAsync(EventStore store, EventFilter filter)
    {
        List<Keeptrusts.Host.Records.StoredEvent> read = [];
        while (await store.BeforeAsync(filter with { Limit = 400 }, read.Count == 0 ? long.MaxValue : read[^1].Sequence, CancellationToken.None) is { Count: > 0 } page)
        {
            read.AddRange(page);
        }

        return read;
    }
}
