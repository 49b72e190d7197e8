using Keeptrusts.Gateway.Middleware.Accounting;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets;

public sealed class BudgetReservationTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new(2026, 11, 23, 15, 30, 0, TimeSpan.Zero));
    private readonly CallRecord _record = Calls.Record();
    private Journal _journal;
    private BudgetLedger _ledger;

    public BudgetReservationTests()
    {
        _journal = Journals.Open(_folder);
        _ledger = new(_journal, _time);
    }

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReserveAsync_NoBudgets_HoldsNothing()
    {
        var hold = Held(await Reserve(Yaml("{ scope: team, id: hr, window: day, hard_cap_usd: 50 }"), Body()));
        Assert.Equal((0, "", null), (hold.Nano, hold.Id, hold.OutputLimit));
    }

    [Theory]
    [InlineData("50", null, 4096)]
    [InlineData("50", "default_output_tokens: 1000", 1000)]
    public async Task ReserveAsync_NoLimitGiven_SetsTheDefault(string cap, string? extra, int expected)
    {
        var hold = Held(await Reserve(Yaml($"{{ scope: team, window: day, hard_cap_usd: {cap} }}", extra), Body()));
        Assert.Equal(expected, hold.OutputLimit);
        Assert.Equal(Money.Bound(hold.Price!, Body().Length + 3, expected), hold.Nano);
        Assert.Equal(50m - (hold.Nano / 1e9m), hold.RemainingUsd);
    }

    [Fact]
    public async Task ReserveAsync_LittleLeft_SetsAQuarterOfWhatRemains()
    {
        // $0.04 at $10 per million output tokens: a quarter is $0.01, which pays nearly 1,000 tokens after the prompt.
        var hold = Held(await Reserve(Yaml("{ scope: team, window: day, hard_cap_usd: 0.04 }"), Body()));
        Assert.InRange(hold.OutputLimit!.Value, 950, 1000);
        Assert.InRange(hold.Nano, 9_900_000, 10_000_000);
    }

    [Fact]
    public async Task ReserveAsync_QuarterUnderTheLeast_Refuses()
    {
        var refusal = Refused(await Reserve(Yaml("{ scope: team, window: day, hard_cap_usd: 0.0103 }"), Body()));
        Assert.Equal(("budget_exceeded", 429, "insufficient_quota"), (refusal.Code, refusal.Status, refusal.Type));
        Assert.Equal((0, 0), _ledger.Read(Account(BudgetScope.Team, "search", BudgetWindow.Day)));
    }

    [Fact]
    public async Task ReserveAsync_LongPrompt_IsCountedOnlyWhenTheCheapBoundDoesNotFit()
    {
        var text = string.Concat(Enumerable.Repeat("hello world ", 500));
        var cheap = Held(await Reserve(Yaml("{ scope: team, window: day, hard_cap_usd: 50 }"), Body(text, "\"max_tokens\":300")));
        Assert.Equal(Money.Bound(cheap.Price!, Body(text, "\"max_tokens\":300").Length + 3, 300), cheap.Nano);
        // The cheap bound is about $0.018; the exact one $0.0058.
        var exact = Held(await Reserve(Yaml("{ scope: key, window: day, hard_cap_usd: 0.007 }"), Body(text, "\"max_tokens\":300")));
        Assert.InRange(exact.Nano, 5_500_000, 6_500_000);
    }

    [Theory]
    [InlineData("refuse", false)]
    [InlineData("clamp", true)]
    public async Task ReserveAsync_ExplicitLimitThatDoesNotFit_IsRefusedOrClamped(string insufficient, bool fits)
    {
        var step = await Reserve(Yaml("{ scope: team, window: day, hard_cap_usd: 0.02 }", $"on_insufficient: {insufficient}"), Body(extra: "\"max_tokens\":5000"));
        if (!fits)
        {
            Assert.Equal("budget_exceeded", Refused(step).Code);
            return;
        }

        var hold = Held(step);
        Assert.InRange(hold.OutputLimit!.Value, 1900, 2000);
        Assert.InRange(hold.Nano, 1, 20_000_000);
    }

    [Fact]
    public async Task ReserveAsync_ExplicitLimitThatFits_IsLeftAlone()
    {
        var hold = Held(await Reserve(Yaml("{ scope: team, window: day, hard_cap_usd: 50 }", "on_insufficient: clamp"), Body(extra: "\"max_tokens\":77,\"n\":3")));
        Assert.Null(hold.OutputLimit);
        Assert.Equal(Money.Bound(hold.Price!, Body(extra: "\"max_tokens\":77,\"n\":3").Length + 3, 77 * 3), hold.Nano);
    }

    [Theory]
    [InlineData("\"n\":2147483647,\"max_tokens\":2147483647")]
    [InlineData("\"n\":2147483647")]
    public async Task ReserveAsync_AbsurdNumbers_AreRefused(string extra) =>
        Assert.Equal("budget_exceeded", Refused(await Reserve(Yaml("{ scope: team, window: day, hard_cap_usd: 50 }"), Body(extra: extra))).Code);

    [Fact]
    public async Task ReserveAsync_AbsurdCap_Fits() =>
        Assert.Equal(4096, Held(await Reserve(Yaml("{ scope: team, window: day, hard_cap_usd: 1000000 }").Replace("output_per_1m_usd: 10", "output_per_1m_usd: 0.0001", StringComparison.Ordinal), Body())).OutputLimit);

    [Fact]
    public async Task ReserveAsync_TieredPrice_KeepsToTheQuarter()
    {
        var yaml = Yaml("{ scope: team, window: day, hard_cap_usd: 0.4 }").Replace(
            "output_per_1m_usd: 10", "output_per_1m_usd: 10, tiers: [{ above_input_tokens: 1000, input_per_1m_usd: 5, output_per_1m_usd: 100 }]", StringComparison.Ordinal);
        var hold = Held(await Reserve(yaml, Body(new string('x', 5000))));
        Assert.InRange(hold.Nano, 1, 100_000_000);
    }

    [Fact]
    public async Task ReserveAsync_Refusal_TellsTheBudget()
    {
        var step = await Reserve(Yaml("{ scope: team, window: day, hard_cap_usd: 0.001 }"), Body(extra: "\"max_tokens\":5000"));
        var refusal = Refused(step);
        Assert.Equal(new("team", "search", "day", 0.001m, 0, 0, new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero)), refusal.Budget);
        Assert.Contains("2026-11-24 00:00:00Z", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(("cost-cap", "budget_exceeded", false), (refusal.Policy, refusal.ReasonCode, refusal.Retryable));
        Assert.Equal((Verdict.Block, "budget_exceeded"), (_record.Verdict, _record.ReasonCode));
    }

    [Fact]
    public async Task ReserveAsync_TotalWindow_SaysThatItDoesNotReset()
    {
        var refusal = Refused(await Reserve(Yaml("{ scope: org, window: total, hard_cap_usd: 0.001 }"), Body(extra: "\"max_tokens\":5000")));
        Assert.Null(refusal.Budget!.ResetsAt);
        Assert.Contains("does not reset", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("block", true)]
    [InlineData("allow", false)]
    public async Task ReserveAsync_UnpricedModel_IsRefusedUnlessAllowed(string rule, bool refused)
    {
        var step = await Reserve(Yaml("{ scope: team, window: day, hard_cap_usd: 50 }", $"on_unpriced_model: {rule}"), Body(model: "mystery"));
        Assert.Equal(refused, step.Refused(out var refusal, out _));
        Assert.True(!refused || refusal!.Code == "cost_unbounded");
    }

    [Theory]
    [InlineData("""{"type":"image_url","image_url":{"url":"data:image/png;base64,AA"}}""")]
    [InlineData("""{"type":"image_url","image_url":"data:image/png;base64,AA"}""")]
    public async Task ReserveAsync_UnsizedMedia_NeedsADeclaredBound(string part)
    {
        var body = $$"""{"model":"gpt-test","messages":[{"role":"user","content":[{{part}}]}]}""";
        Assert.Equal(("cost_unbounded", 400), (Refused(await Reserve(Yaml("{ scope: team, window: day, hard_cap_usd: 50 }"), body)).Code, 400));
        var bounded = Yaml("{ scope: team, window: day, hard_cap_usd: 50 }").Replace("models: [", "max_cost_per_call_usd: 0.5, models: [", StringComparison.Ordinal);
        Assert.Equal(500_000_000, Held(await Reserve(bounded, body)).Nano);
        Assert.Equal("cost_unbounded", Refused(await Reserve(Yaml("{ scope: team, window: day, hard_cap_usd: 50 }"), Body(extra: "\"web_search_options\":{}"))).Code);
        Assert.Null(Held(await Reserve(Yaml("{ scope: team, window: day, soft_cap_usd: 50 }"), body)).OutputLimit);
    }

    [Fact]
    public async Task ReserveAsync_SoftCapOnly_WarnsAndCountsAllThatWasSpent()
    {
        var yaml = Yaml("{ scope: team, window: day, soft_cap_usd: 0.01 }");
        var hold = Held(await Reserve(yaml, Body()));
        Assert.Null(hold.OutputLimit);
        Assert.Equal(Verdict.Allow, _record.Verdict);
        var settlement = new AccountingStage(_ledger).Settle(hold, new() { Billing = Billing.Usage, Usage = new() { Prompt = 10, Completion = 2000 } });
        Assert.Equal((0.020025m, 0m), (settlement.CostUsd, settlement.OverrunUsd));
        Assert.Equal((20_025_000, 0), _ledger.Read(Account(BudgetScope.Team, "search", BudgetWindow.Day)));
        Held(await Reserve(yaml, Body()));
        Assert.Equal((Verdict.Warn, "budget_exceeded"), (_record.Verdict, _record.ReasonCode));
    }

    [Fact]
    public async Task ReserveAsync_TwoRulesOnOneBudget_ChargeItOnceAlsoAfterARestart()
    {
        var yaml = Yaml("{ scope: team, window: day, hard_cap_usd: 50 }, { scope: team, window: day, hard_cap_usd: 40, soft_cap_usd: 30 }");
        var hold = Held(await Reserve(yaml, Body(extra: "\"max_tokens\":100")));
        Assert.Equal((0, hold.Nano), _ledger.Read(Account(BudgetScope.Team, "search", BudgetWindow.Day)));
        Assert.Equal(40m - (hold.Nano / 1e9m), hold.RemainingUsd);
        var (line, _) = _ledger.Settle(hold.Id, hold.Nano);
        await _journal.AppendAsync(line!.Value);
        Reopen();
        Assert.Equal((hold.Nano, 0), _ledger.Read(Account(BudgetScope.Team, "search", BudgetWindow.Day)));
        var lost = Held(await Reserve(yaml, Body(extra: "\"max_tokens\":100")));
        Reopen();
        Assert.Equal((hold.Nano + lost.Nano, 0), _ledger.Read(Account(BudgetScope.Team, "search", BudgetWindow.Day)));
    }

    [Theory]
    [InlineData("scope: team, id: search", true)]
    [InlineData("scope: team, id: hr", false)]
    [InlineData("scope: key, id: key_0", true)]
    [InlineData("scope: key, id: laptop", true)]
    [InlineData("scope: key, id: other", false)]
    [InlineData("scope: user, id: ann", true)]
    [InlineData("scope: user, id: bob", false)]
    [InlineData("scope: org", true)]
    public async Task ReserveAsync_BudgetOfAMember_BindsOnlyThatMember(string who, bool binds)
    {
        var step = await Reserve(Yaml($"{{ {who}, window: day, hard_cap_usd: 0.0001 }}"), Body());
        Assert.Equal(binds, step.Refused(out _, out _));
    }

    [Fact]
    public async Task ReserveAsync_RotatedKey_KeepsItsBudget()
    {
        var yaml = Yaml("{ scope: key, window: day, hard_cap_usd: 0.05 }");
        Held(await Reserve(yaml, Body(extra: "\"max_tokens\":4000")));
        Refused(await Reserve(yaml, Body(extra: "\"max_tokens\":4000"), Calls.Key with { Id = "key_2", Name = "new" }));
        Held(await Reserve(yaml, Body(extra: "\"max_tokens\":4000"), Calls.Key with { Id = "key_9", LineageId = "key_9" }));
    }

    [Fact]
    public async Task ReserveAsync_JournalGone_IsAuditUnavailable()
    {
        _journal.Dispose();
        Assert.Equal("audit_unavailable", Refused(await Reserve(Yaml("{ scope: team, window: day, hard_cap_usd: 50 }"), Body())).Code);
        Assert.Equal((0, 0), _ledger.Read(Account(BudgetScope.Team, "search", BudgetWindow.Day)));
    }

    internal static string Yaml(string budgets, string? extra = null) => $$"""
        pack: { name: c, version: 1.0.0, enabled: true }
        providers:
          targets:
            - { id: t, provider: openai-compatible, base_url: "http://127.0.0.1:9/v1", models: [gpt-test, "myst*"], pricing: { gpt-test: { input_per_1m_usd: 2.5, output_per_1m_usd: 10 } } }
        policies: { chain: [cost-cap, audit-logger] }
        policy:
          cost-cap: { budgets: [{{budgets}}]{{(extra is null ? "" : ", " + extra)}} }
        """;

    internal static string Body(string text = "hi", string? extra = null, string model = "gpt-test") =>
        $$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{text}}"}]{{(extra is null ? "" : "," + extra)}}}""";

    internal static Hold Held(Step<Hold> step)
    {
        Assert.False(step.Refused(out var refusal, out var hold), refusal?.Message);
        return hold!;
    }

    internal static Refusal Refused(Step<Hold> step)
    {
        Assert.True(step.Refused(out var refusal, out _));
        return refusal!;
    }

    private BudgetAccount Account(BudgetScope scope, string id, BudgetWindow window) => _ledger.Account(scope, id, window, _time.GetUtcNow());

    private ValueTask<Step<Hold>> Reserve(string yaml, string body, KeyRecord? key = null) =>
        new BudgetReservation(_ledger).ReserveAsync(Calls.Route(yaml, body, key), _record);

    private void Reopen()
    {
        _journal.Dispose();
        _journal = Journals.Open(_folder);
        _ledger = new(_journal, _time);
    }
}
