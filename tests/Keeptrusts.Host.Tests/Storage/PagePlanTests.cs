using Keeptrusts.Host.Console.Pages;
using Keeptrusts.Host.ControlPlane.Usage;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Storage;

/// <summary>What pages of the console ask, an index answers: none reads a whole table that grows.</summary>
public sealed class PagePlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Queries_OfPages_UseIndexes()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await BulkData.FillAsync(test.Database, keys: 40, events: 1500, Now);
        await using var db = test.Database.CreateDbContext();
        string[] fired = ["|pii-detector|", "|cost-cap|"];
        (IQueryable Query, string Index)[] queries =
        [
            (db.Events.Where(e => fired.Contains(e.Fired) && e.Sequence < 1_000_000).OrderByDescending(e => e.Sequence).Take(50).Select(e => e.Sequence), "SEARCH e USING COVERING INDEX IX_events_Fired_Sequence"),
            (db.Events.Where(e => e.Id == "x"), "SEARCH e USING INDEX IX_events_Id"),
            (db.Events.Where(e => e.RequestId == "x"), "SEARCH e USING INDEX IX_events_RequestId"),
            (db.TraceOpenings.Where(o => o.CalledAt >= Now), "SEARCH t USING INDEX IX_trace_openings_CalledAt"),
            (db.Audit.Where(a => a.Sequence < 1000).OrderByDescending(a => a.Sequence).Take(50), "USING INTEGER PRIMARY KEY"),
            (db.Audit.Where(a => a.Sequence < 1000 && a.Actor == "user:ada").OrderByDescending(a => a.Sequence).Take(50), "SEARCH a USING INDEX IX_admin_audit_Actor_Sequence"),
            (db.Audit.Where(a => a.Sequence < 1000 && a.ObjectId == "x").OrderByDescending(a => a.Sequence).Take(50), "SEARCH a USING INDEX IX_admin_audit_ObjectId"),
            (db.Escalations.Where(e => e.TeamId == "search"), "SEARCH e USING INDEX IX_escalations_TeamId"),
            (db.HeldContents.Where(h => h.EscalationId == "x"), "SEARCH h USING INDEX"),
            (db.TeamUsage.Where(u => u.Day >= Now), "SEARCH u USING INDEX sqlite_autoindex_usage_team_days_1"),
        ];
        foreach (var (query, index) in queries)
        {
            var plan = await QueryPlan.OfAsync(test.Database, query);
            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
        }

        foreach (var statement in (string[])[EventBounds.First, EventBounds.Last])
        {
            Assert.Equal("SEARCH events USING COVERING INDEX IX_events_Timestamp_Sequence", (await QueryPlan.OfAsync(test.Database, statement.Replace("@p0", "5", StringComparison.Ordinal))).Split(" (", 2)[0]);
        }
    }

    [Fact]
    public async Task Sums_OfTeamsAndOfKeys_AreTheSame()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await BulkData.FillAsync(test.Database, keys: 40, events: 1500, Now);
        var store = new UsageStore(test.Database);
        var byTeam = await store.SumAsync(new() { GroupBy = ["day", "team"], Since = Now.AddDays(-9) }, CancellationToken.None);
        var byKey = await store.SumAsync(new() { GroupBy = ["day", "team", "key"], Since = Now.AddDays(-9) }, CancellationToken.None);
        Assert.NotEmpty(byTeam);
        Assert.Equal(byTeam, byKey.GroupBy(view => (view.Day, view.Team)).OrderBy(g => g.Key.Day, StringComparer.Ordinal).ThenBy(g => g.Key.Team, StringComparer.Ordinal)
            .Select(g => Keeptrusts.Host.ControlPlane.Contracts.UsageView.Sum([.. g]) with { Day = g.Key.Day, Team = g.Key.Team }));
        foreach (var dimension in (string[])["team", "model", "provider"])
        {
            var cells = new UsageCells(dimension, await store.SumAsync(new() { GroupBy = ["day", dimension] }, CancellationToken.None));
            Assert.Equal(await store.SumAsync(new() { GroupBy = ["day"] }, CancellationToken.None), cells.Days().Data);
            Assert.Equal(await store.SumAsync(new() { GroupBy = [dimension] }, CancellationToken.None), cells.Members().Data);
        }

        var top = byKey[0].Key!;
        var among = await store.SumAsync(new UsageQuery { GroupBy = ["key"], Among = ("key", [top, "none"]) }, CancellationToken.None);
        Assert.Equal(top, Assert.Single(among).Key);
    }
}
