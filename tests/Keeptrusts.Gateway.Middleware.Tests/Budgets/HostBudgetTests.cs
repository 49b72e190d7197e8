using Keeptrusts.Gateway.Middleware.Accounting;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Plans;
using Microsoft.Extensions.Time.Testing;
using static Keeptrusts.Gateway.Middleware.Tests.Budgets.BudgetReservationTests;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets;

/// <summary>What the host adds to a document's budgets, and what comes after an attempt: overruns, further attempts, the bill.</summary>
public sealed class HostBudgetTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new(2026, 11, 23, 15, 30, 0, TimeSpan.Zero));
    private readonly CallRecord _record = Calls.Record();
    private Journal _journal;
    private BudgetLedger _ledger;

    public HostBudgetTests()
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
    public async Task ReserveAsync_BudgetsOfTheHost_CountBesideTheDocuments()
    {
        var source = new HostBudgets(new BudgetRule { Policy = "template", Scope = BudgetScope.UserTemplate, Id = "ann/standard-dev", Window = BudgetWindow.Day, HardCapUsd = 0.01m, DefaultOutputTokens = int.MaxValue });
        var yaml = Yaml("{ scope: team, window: day, hard_cap_usd: 50 }");
        var refusal = Refused(await ReserveWith(yaml, Body(extra: "\"max_tokens\":5000"), source, null));
        Assert.Equal(("user_template", "ann/standard-dev", "template"), (refusal.Budget!.Scope, refusal.Budget.Id, refusal.Policy));
        var hold = Held(await ReserveWith(yaml, Body(extra: "\"max_tokens\":500"), source, null));
        Assert.Equal(2, hold.Accounts.Count);
        Assert.Equal(hold.Nano, _ledger.Read(Account(BudgetScope.UserTemplate, "ann/standard-dev", BudgetWindow.Day)).Reserved);
        var none = Held(await ReserveWith(Yaml("{ scope: team, id: hr, window: day, hard_cap_usd: 50 }"), Body(), new HostBudgets(), null));
        Assert.Equal("", none.Id);
    }

    [Theory]
    [InlineData("mystery", 7)]
    [InlineData("gpt-test", 10)]
    public async Task ReserveAsync_PricesOfTheHost_GoAfterTheDocumentsAndBeforeTheTable(string model, decimal output)
    {
        var hold = Held(await ReserveWith(Yaml("{ scope: team, window: day, hard_cap_usd: 50 }"), Body(model: model), null, new HostPrices()));
        Assert.Equal(output, hold.Price!.OutputPer1M);
    }

    [Fact]
    public async Task ReserveAsync_AfterAnOverrun_IsRefusedUntilTheWindowEnds()
    {
        var yaml = Yaml("{ scope: team, window: day, hard_cap_usd: 50 }");
        var hold = Held(await Reserve(yaml, Body(extra: "\"max_tokens\":100")));
        var settlement = new AccountingStage(_ledger).Settle(hold, new() { Billing = Billing.Usage, Usage = new() { Prompt = 10, Completion = 90_000 } });
        Assert.True(settlement.OverrunUsd > 0.8m);
        await _journal.AppendAsync(settlement.Line!.Value);
        Assert.Contains("is closed", Refused(await Reserve(yaml, Body())).Message, StringComparison.Ordinal);
        Reopen();
        Assert.Contains("is closed", Refused(await Reserve(yaml, Body())).Message, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromDays(1));
        Held(await Reserve(yaml, Body()));
    }

    [Fact]
    public async Task ReserveAgainAsync_NextAttempt_HasAHoldOfItsOwn()
    {
        var route = Calls.Route(Yaml("{ scope: team, window: day, hard_cap_usd: 50 }"), Body(extra: "\"max_tokens\":100"));
        var budgets = new BudgetReservation(_ledger);
        var first = Held(await budgets.ReserveAsync(route, _record));
        var second = Held(await budgets.ReserveAgainAsync(route));
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal((0, first.Nano + second.Nano), _ledger.Read(Account(BudgetScope.Team, "search", BudgetWindow.Day)));
        Assert.Single(_record.Policies);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task Settle_WhatIsRecordedOfIt_IsNotWrittenAgainWithTheNextHold(bool recorded, int lines)
    {
        var yaml = Yaml("{ scope: team, window: day, hard_cap_usd: 50 }");
        var hold = Held(await Reserve(yaml, Body()));
        var accounting = new AccountingStage(_ledger);
        var settlement = accounting.Settle(hold, new() { Billing = Billing.Usage, Usage = new() { Prompt = 10, Completion = 10 } });
        await _journal.AppendAsync(settlement.Line!.Value);
        if (recorded)
        {
            accounting.Recorded(settlement);
        }

        Held(await Reserve(yaml, Body()));

        // Who does not hear that it is in the journal writes it once more: the room that it leaves may be taken only behind it.
        Assert.Equal(lines, Journals.Lines(_folder).Count(line => line.Contains("\"settle\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Settle_CachedWrittenAndReasoningTokens_HaveTheirOwnPrices()
    {
        var price = new ModelPrice { InputPer1M = 3, OutputPer1M = 15, CachedInputPer1M = 0.3m, CacheWritePer1M = 3.75m };
        var hold = new Hold(null!, "", 0, [], price, null, null);
        var settlement = new AccountingStage(_ledger).Settle(hold, new() { Billing = Billing.Usage, Usage = new() { Prompt = 1000, Cached = 600, CacheWrite = 300, Completion = 200, Reasoning = 150 } });
        Assert.Equal(((100 * 3m) + (600 * 0.3m) + (300 * 3.75m) + (200 * 15m)) / 1_000_000, settlement.CostUsd);
    }

    private BudgetAccount Account(BudgetScope scope, string id, BudgetWindow window) => _ledger.Account(scope, id, window, _time.GetUtcNow());

    private ValueTask<Step<Hold>> Reserve(string yaml, string body) => ReserveWith(yaml, body, null, null);

    private void Reopen()
    {
        _journal.Dispose();
        _journal = Journals.Open(_folder);
        _ledger = new(_journal, _time);
    }

    private ValueTask<Step<Hold>> ReserveWith(string yaml, string body, IBudgetSource? source, IPriceSource? prices) =>
        new BudgetReservation(_ledger, null, source, prices).ReserveAsync(Calls.Route(yaml, body), _record);

    private sealed class HostBudgets(params BudgetRule[] rules) : IBudgetSource
    {
        public IReadOnlyList<BudgetRule> For(KeyRecord key) => rules;
    }

    private sealed class HostPrices : IPriceSource
    {
        public ModelPrice? Find(TargetPlan target, string model) => new() { InputPer1M = 1, OutputPer1M = 7 };
    }
}
