using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Storage;

/// <summary>From journal to verified export, over each database.</summary>
public sealed class TrailContractTests
{
    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Export_WholeTrail_Verifies(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        using var trail = new TestTrail(test.Database);
        var edge = new TestChain("00000000000000bb", "edge");
        await trail.Intake.TakeAsync("node_1", new TestChain().Next(1200), CancellationToken.None);
        await trail.Intake.TakeAsync("node_2", [.. "xyz".Select(id => edge.Next(TestChain.Call($"{id}")))], CancellationToken.None);
        await trail.Intake.CheckpointAsync(CancellationToken.None);
        await trail.Intake.CheckpointAsync(CancellationToken.None);

        var report = trail.Verify(await trail.ExportAsync());

        Assert.True(report.Verified, string.Join('\n', report.Problems));
        Assert.Equal((1203L, 2L), (report.Events, report.Checkpoints));
        Assert.Equal([("edge", 3L), ("local-gw", 1200L)], report.Chains.Select(chain => (chain.Gateway, chain.Signed)));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Export_OfOneTeam_VerifiesWithoutTellingOfOthers(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        using var trail = new TestTrail(test.Database);
        var chain = new TestChain();
        for (var i = 1; i <= 30; i++)
        {
            await trail.Intake.TakeAsync("node_1", [chain.Next(TestChain.Call($"e{i}", i % 5 == 0 && i is > 10 and < 20 ? "search" : "hr"))], CancellationToken.None);
            if (i % 8 == 0)
            {
                await trail.Intake.CheckpointAsync(CancellationToken.None);
            }
        }

        foreach (var lines in (List<string>[])
            [await trail.ExportAsync(new EventFilter { Team = "search" }), await trail.ExportAsync(caller: new Principal("key_1", "dev", "search", [Roles.Developer]))])
        {
            var report = trail.Verify(lines);
            Assert.True(report.Verified, string.Join('\n', report.Problems));
            Assert.Equal(1, report.Events);
            Assert.DoesNotContain(lines, line => line.Contains("\"hr\"", StringComparison.Ordinal) || line.Contains("req_e1\"", StringComparison.Ordinal));

            var altered = lines.Select(line => line.Replace("\"status\":200", "\"status\":201", StringComparison.Ordinal));
            Assert.Equal("altered", Assert.Single(trail.Verify(altered).Problems).Code);
            var removed = lines.Where(line => !line.StartsWith("{\"id\"", StringComparison.Ordinal));
            Assert.Equal("missing", Assert.Single(trail.Verify(removed).Problems).Code);
        }
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Verify_DatabaseTamperedWith_IsFoundAndNamed(string provider)
    {
        (string Sql, string Code, string Named)[] tampering =
        [
            ("""UPDATE "events" SET "Json" = REPLACE("Json", '"status":200', '"status":201') WHERE "Id" = 'e7'""", "altered", "e7"),
            ("""DELETE FROM "events" WHERE "Id" = 'e7'""", "missing", "7"),
            ("""DELETE FROM "events" WHERE "Position" <= 7""", "missing", "8"),
            ("""DELETE FROM "events" WHERE "Position" > 7""", "cut", "7"),
            ("""DELETE FROM "events" """, "cut", "20"),
            ("""UPDATE "events" SET "Sequence" = CASE "Id" WHEN 'e7' THEN 10001 ELSE 10000 END WHERE "Id" IN ('e7', 'e8')""", "order", "e7"),
            ("""UPDATE "events" SET "Json" = CASE "Id" WHEN 'e7' THEN @p0 ELSE @p1 END WHERE "Id" IN ('e7', 'e8')""", "order", "e7"),
            ("""UPDATE "events" SET "TeamId" = 'hr' WHERE "Id" = 'e7'""", "columns", "e7"),
            ("""UPDATE "checkpoints" SET "Position" = 19""", "checkpoint", "19"),
        ];
        foreach (var (sql, code, named) in tampering)
        {
            await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
            using var trail = new TestTrail(test.Database);
            await trail.Intake.TakeAsync("node_1", new TestChain().Next(20), CancellationToken.None);
            await trail.Intake.CheckpointAsync(CancellationToken.None);
            await using (var connection = await test.Database.ConnectAsync(CancellationToken.None))
            {
                string[] swapped = sql.Contains("@p0", StringComparison.Ordinal)
                    ? [.. (await trail.Store.LinksAsync("00000000000000aa", 0, 7, 8, CancellationToken.None)).Reverse().Select(e => e.Json)]
                    : [];
                Assert.True(await connection.ExecuteAsync(sql, swapped, CancellationToken.None) > 0, sql);
            }

            var report = trail.Verify(await trail.ExportAsync());

            Assert.False(report.Verified, sql);
            Assert.True(report.Problems.Any(problem => problem.Code == code && problem.Message.Contains(named, StringComparison.Ordinal)), sql + "\n" + string.Join('\n', report.Problems));
        }
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Sweep_ExpiredEvents_GoAndTheRestVerifiesFromASignedBoundary(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        using var trail = new TestTrail(test.Database);
        var chain = new TestChain();
        var now = trail.Time.GetUtcNow();
        var retention = new Retention(trail.Store, trail.Keeper, days: 30, trail.Time);
        await trail.Intake.TakeAsync("node_1", [chain.Next(TestChain.Call("old", at: now.AddDays(-31)))], CancellationToken.None);
        await trail.Intake.CheckpointAsync(CancellationToken.None);
        var kept = (await trail.Store.CheckpointsAsync("00000000000000aa", CancellationToken.None)).Single();
        await trail.Intake.TakeAsync(
            "node_1",
            [
                chain.Next(TestChain.Call("short", at: now.AddDays(-3)) with { RetentionDays = 2 }),
                chain.Next(TestChain.Call("long", at: now.AddDays(-99)) with { RetentionDays = 365 }),
                chain.Next(TestChain.Call("behind", at: now.AddDays(-40))),
                chain.Next(TestChain.Call("new", at: now)),
            ],
            CancellationToken.None);
        await trail.Intake.CheckpointAsync(CancellationToken.None);

        Assert.Equal(2, await retention.SweepAsync(CancellationToken.None));
        Assert.Equal(0, await retention.SweepAsync(CancellationToken.None));

        var report = trail.Verify(await trail.ExportAsync(), kept);
        Assert.True(report.Verified, string.Join('\n', report.Problems));
        Assert.Equal((3L, 3L, 5L), (report.Chains[0].First, report.Events, report.Chains[0].Signed));
        Assert.Contains("1 checkpoint(s) are about events that are not in this trail", Assert.Single(report.Notes), StringComparison.Ordinal);

        // When the trace of an incident was opened stays as long as velocity looks back, and while its event is there.
        var events = new EventStore(test.Database);
        await events.OpenedAsync(new() { EventId = "long", TeamId = "search", CalledAt = now.AddDays(-400), OpenedAt = now }, CancellationToken.None);
        await events.OpenedAsync(new() { EventId = "old", TeamId = "search", CalledAt = now.AddDays(-31), OpenedAt = now }, CancellationToken.None);
        await events.OpenedAsync(new() { EventId = "older", TeamId = "search", CalledAt = now.AddDays(-400), OpenedAt = now }, CancellationToken.None);
        await retention.SweepAsync(CancellationToken.None);
        Assert.Equal(["long", "old"], (await events.OpeningsAsync(DateTimeOffset.UnixEpoch, null, CancellationToken.None)).Select(o => o.EventId).Order(StringComparer.Ordinal));

        // Years later nothing is left but the boundary, and the chain goes on from it.
        trail.Time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(3, await retention.SweepAsync(CancellationToken.None));
        Assert.Empty(await events.OpeningsAsync(DateTimeOffset.UnixEpoch, null, CancellationToken.None));
        Assert.True(trail.Verify(await trail.ExportAsync()).Verified);
        await trail.Intake.TakeAsync("node_1", [chain.Next(TestChain.Call("next", at: trail.Time.GetUtcNow()))], CancellationToken.None);
        Assert.True(trail.Verify(await trail.ExportAsync()).Verified);
        await using var connection = await test.Database.ConnectAsync(CancellationToken.None);
        await connection.ExecuteAsync("""DELETE FROM "checkpoints" """, [], CancellationToken.None);
        Assert.Equal("missing", Assert.Single(trail.Verify(await trail.ExportAsync()).Problems).Code);
    }
}
