using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Gateway.Middleware.Translation.Anthropic;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>Step 5: is there money for it? Reserves an upper bound of what the attempt can cost.</summary>
internal sealed class BudgetReservation(BudgetLedger ledger, BudgetLeases? leases = null, IBudgetSource? source = null, IPriceSource? prices = null)
{
    private static readonly ModelPrice Free = new() { InputPer1M = 0, OutputPer1M = 0 };
    private readonly TargetPrices _prices = new(prices);

    /// <summary>Money for the first attempt; the record hears what the budgets said.</summary>
    public async ValueTask<Step<Hold>> ReserveAsync(Route route, CallRecord record)
    {
        var budgets = AppliedBudgets.Of(route.Cleared.Grant, source, ledger);
        var step = await ReserveAsync(route, budgets).ConfigureAwait(false);
        if (budgets is null)
        {
            return step;
        }

        if (step.Refused(out var refusal, out _))
        {
            if (refusal.Policy is not null)
            {
                record.Take(new PhaseOutcome(Verdict.Block, ReasonCodes.BudgetExceeded, [Result(refusal.Policy, Verdict.Block)]));
            }
        }
        else
        {
            record.Take(Outcome(budgets));
        }

        return step;
    }

    /// <summary>Money for a further attempt, which counts against the same budgets with a hold of its own; no money, no attempt.</summary>
    public ValueTask<Step<Hold>> ReserveAgainAsync(Route route) => ReserveAsync(route, AppliedBudgets.Of(route.Cleared.Grant, source, ledger));

    private static PolicyResult Result(string policy, Verdict verdict) => new()
    {
        Name = policy,
        Kind = "cost-cap",
        Phase = PolicyPhase.Budget,
        Verdict = verdict,
        ReasonCode = verdict == Verdict.Allow ? ReasonCodes.AllPoliciesPassed : ReasonCodes.BudgetExceeded,
    };

    private async ValueTask<Step<Hold>> ReserveAsync(Route route, AppliedBudgets? budgets)
    {
        var request = route.Cleared.Grant.Request;
        var price = request.Surface.IsFree ? Free : _prices.Of(route.Target, route.Model);
        var limit = ChatToMessages.LimitOf(route.Target, request);
        if (budgets is null)
        {
            return new Hold(route, "", 0, [], price, limit, null);
        }

        if (budgets.Hard && BudgetRefusals.Unbounded(route, price, budgets.AllowUnpricedModel) is { } unbounded)
        {
            return Of(unbounded, budgets.All[0]);
        }

        if (leases is not null)
        {
            leases.Expect(route.Target.TotalTimeout);
            await leases.MeetAsync(budgets.Charged).ConfigureAwait(false);
        }

        var id = Ids.New("hold_", ledger.Now);
        var (fit, refusal) = await FitAsync(id, new SpendBound(route, price, budgets), budgets).ConfigureAwait(false);
        if (refusal is not null)
        {
            return refusal;
        }

        try
        {
            await ledger.PersistAsync(id).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return AuditRefusals.Unavailable;
        }

        return new Hold(route, id, fit.Nano, [.. budgets.Charged.Select(charged => charged.Account)], price, fit.SetLimit ?? limit, budgets.RemainingUsd) { Ledger = ledger };
    }

    /// <summary>
    /// Tries a bound that costs nothing first, and counts the prompt's tokens only where that one does not fit; asks for room before it refuses.
    /// </summary>
    private async ValueTask<(Fit Fit, Refusal? Refusal)> FitAsync(string id, SpendBound bound, AppliedBudgets budgets)
    {
        RoomSeeker? seeker = null;
        for (var exact = false; ;)
        {
            var fit = bound.Of(exact);
            var full = bound.Worthwhile(fit) ? ledger.TryReserve(id, fit.Nano, budgets.Charged) : budgets.Tightest();
            if (full < 0)
            {
                return (fit, null);
            }

            if (!exact && budgets.Remaining < fit.Nano)
            {
                exact = true;
            }
            else if (!await (seeker ??= new(ledger, leases)).SeekAsync(budgets.Charged, full, fit.Nano).ConfigureAwait(false))
            {
                if (exact)
                {
                    return (fit, Refusal(budgets.Of(budgets.Charged[full]), fit, seeker.Unanswered));
                }

                exact = true;
            }
        }
    }

    private Refusal Refusal(AppliedBudget full, Fit fit, bool unanswered)
    {
        var facts = ledger.Facts(full.Account, full.Rule.HardCapUsd!.Value);
        var refusal = full.Account.Blocked ? BudgetRefusals.Closed(facts, ledger.Now)
            : unanswered ? BudgetRefusals.Unreachable(facts, ledger.Now)
            : BudgetRefusals.Exceeded(facts, fit.Nano, ledger.Now);
        return Of(refusal, full);
    }

    private static Refusal Of(Refusal refusal, AppliedBudget budget) =>
        refusal with { Policy = budget.Rule.Policy, ReasonCode = ReasonCodes.BudgetExceeded };

    private PhaseOutcome Outcome(AppliedBudgets budgets)
    {
        var results = new List<PolicyResult>(budgets.All.Count);
        foreach (var (rule, account, _) in budgets.All)
        {
            var (settled, reserved) = rule.SoftCapUsd is null ? default : ledger.Standing(account);
            var result = Result(rule.Policy, rule.SoftCapUsd is { } soft && settled + reserved > Money.Cap(soft) ? Verdict.Warn : Verdict.Allow);
            var same = results.FindIndex(earlier => earlier.Name == rule.Policy);
            if (same < 0)
            {
                results.Add(result);
            }
            else if (result.Verdict > results[same].Verdict)
            {
                results[same] = result;
            }
        }

        var warned = results.Find(result => result.Verdict == Verdict.Warn);
        return new(warned is null ? Verdict.Allow : Verdict.Warn, warned?.ReasonCode ?? ReasonCodes.AllPoliciesPassed, results);
    }
}
