using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Usage;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Storage;

public sealed class UsageContractTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Report_EveryGrouping_IsTheSumOverTheEvents(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        using var trail = new TestTrail(test.Database);
        var chain = new TestChain();
        var random = new Random(7);
        string[] verdicts = ["allow", "redact", "block", "warn", "escalate"];
        List<JournalEvent> batch =
        [
            .. Enumerable.Range(0, 200).Select(i => chain.Next(TestChain.Call($"e{i}", i % 3 == 0 ? "hr" : "search", verdicts[random.Next(5)], Day.AddHours(random.Next(72))) with
            {
                Model = $"m{random.Next(3)}",
                Provider = random.Next(4) == 0 ? null : "mock",
                User = random.Next(2) == 0 ? null : "ada",
                Outcome = random.Next(9) == 0 ? "failed" : "completed",
                Usage = random.Next(5) == 0 ? null : new() { Prompt = random.Next(1000), Completion = random.Next(1000), Cached = random.Next(10), Reasoning = random.Next(10) },
                CostUsd = random.Next(1_000_000) / 1_000_000_000m,
            })),
        ];
        await trail.Intake.TakeAsync("node_1", batch[..120], CancellationToken.None);
        // Offered again, as after a crash: nothing counts twice.
        await trail.Intake.TakeAsync("node_1", batch[50..], CancellationToken.None);

        foreach (var group in (string[])["day", "team", "key", "user", "model", "provider"])
        {
            var report = await new UsageService(new UsageStore(test.Database)).ReportAsync(Principal.Host, new() { GroupBy = [group] }, CancellationToken.None);
            var expected = chain.Events.GroupBy(e => group switch
            {
                "day" => e.Timestamp.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                "team" => e.Team,
                "key" => e.KeyId,
                "user" => e.User ?? "",
                "model" => e.Model,
                _ => e.Provider ?? "",
            }).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (
                g.Key, (long)g.Count(), Count(g, "block"), Count(g, "redact"), (long)g.Count(e => e.Outcome == "failed"),
                g.Sum(e => (long)(e.Usage?.Prompt ?? 0)), g.Sum(e => (long)(e.Usage?.Reasoning ?? 0)), g.Sum(e => e.CostUsd)));
            Assert.Equal(expected, report.Data.Select(v => (
                v.Day ?? v.Team ?? v.Key ?? v.User ?? v.Model ?? v.Provider, v.Calls, v.Blocked, v.Redacted, v.Errors, v.PromptTokens, v.ReasoningTokens, v.CostUsd)).OrderBy(v => v.Item1, StringComparer.Ordinal));
            Assert.Equal((200L, 2d, 10d), (report.Total.Calls, report.Total.GatewayMs, report.Total.UpstreamMs));
        }
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Report_OfADeveloper_IsTheirTeamsOnly(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        using var trail = new TestTrail(test.Database);
        var chain = new TestChain();
        await trail.Intake.TakeAsync(
            "node_1", [chain.Next(TestChain.Call("a", "hr")), chain.Next(TestChain.Call("b")), chain.Next(TestChain.Call("c", at: Day.AddDays(5)))], CancellationToken.None);
        var usage = new UsageService(new UsageStore(test.Database));
        var developer = new Principal("key_1", "dev", "search", [Roles.Developer]);

        UsageReport own = await usage.ReportAsync(developer, new() { GroupBy = ["team", "day"], Until = Day.AddDays(2) }, CancellationToken.None);
        Assert.Equal(("search", "2026-03-01", 1L), (Assert.Single(own.Data).Team, own.Data[0].Day, own.Data[0].Calls));
        Assert.Empty((await usage.ReportAsync(developer, new() { GroupBy = ["team"], Team = "hr" }, CancellationToken.None)).Data);
        Assert.Equal(0, (await usage.ReportAsync(developer, new() { GroupBy = [], Team = "hr" }, CancellationToken.None)).Total.Calls);
    }

    private static long Count(IEnumerable<Keeptrusts.Gateway.Middleware.Exchanges.CallEvent> events, string verdict) => events.Count(e => e.Verdict == verdict);
}
