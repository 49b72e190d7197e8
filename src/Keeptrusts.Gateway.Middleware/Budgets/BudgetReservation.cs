using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Gateway.Middleware.Tokens;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>Step 5: is there money for it? Reserves an upper bound of what the attempt can cost.</summary>
internal sealed class BudgetReservation(BudgetLedger ledger, TimeProvider time)
{
    /// <summary>A default output limit below this is no answer: refuse instead.</summary>
    private const int LeastOutputTokens = 256;

    public async ValueTask<Step<Hold>> ReserveAsync(Route route, CallRecord record)
    {
        var rules = Rules(route.Cleared.Grant);
        var price = PriceTable.Find(route.Target.Provider, route.Target.Pricing, route.Cleared.Grant.Request.Model);
        if (rules.Count == 0)
        {
            return new Hold(route, "", 0, [], price, null, null);
        }

        var caps = Caps(rules, route.Cleared.Grant.Key);
        var hard = caps.Any(cap => cap.Cap is not null);
        if (hard && Unbounded(route, price, rules) is { } refusal)
        {
            return Refuse(refusal, rules[0], record);
        }

        var accounts = caps.Select(cap => cap.Account).Distinct().ToList();
        if (!TryFit(route, price, caps, rules, out var fit, out var full))
        {
            var rule = rules[full];
            return Refuse(Exceeded(rule, caps[full].Account, fit), rule, record);
        }

        try
        {
            await ledger.PersistAsync(fit.Id, fit.Nano, accounts).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return AuditRefusals.Unavailable;
        }

        record.Take(Outcome(rules, caps));
        return new Hold(route, fit.Id, fit.Nano, accounts, price, fit.SetLimit, Remaining(caps));
    }

    // A budget with an `id` is that member's alone.
    private static IReadOnlyList<BudgetRule> Rules(Grant grant)
    {
        var rules = grant.Scope.Budgets;
        return rules.All(rule => rule.Id is null) ? rules : [.. rules.Where(rule => rule.Id is null || Means(rule, grant.Key))];
    }

    private static bool Means(BudgetRule rule, KeyRecord key) =>
        rule.Scope == BudgetScope.Org
        || string.Equals(rule.Id, Member(rule, key), StringComparison.Ordinal)
        || (rule.Scope == BudgetScope.Key && (rule.Id == key.Id || rule.Id == key.Name));

    private static string Member(BudgetRule rule, KeyRecord key) => rule.Scope switch
    {
        BudgetScope.Org => "org",
        BudgetScope.Team => key.TeamId,
        BudgetScope.Key => key.LineageId,
        _ => key.Owner ?? "",
    };

    private static Refusal? Unbounded(Route route, ModelPrice? price, IReadOnlyList<BudgetRule> rules)
    {
        var request = route.Cleared.Grant.Request;
        if (price is null && !rules.All(rule => rule.AllowUnpricedModel))
        {
            return CostUnbounded($"No price is known for this model at target `{route.Target.Id}`, so its cost cannot be bounded under a hard cap. Add it to the target's `pricing`, or set `on_unpriced_model: allow`.");
        }

        var unsized = request.HostedTools ? "a tool that the provider runs" : request.Unreadable.Count > 0 ? "media" : null;
        return unsized is null || route.Target.MaxCostPerCallUsd is not null
            ? null
            : CostUnbounded($"The cost of {unsized} cannot be bounded under a hard cap. Leave it out, or declare `max_cost_per_call_usd` at target `{route.Target.Id}`.");
    }

    private static Refusal CostUnbounded(string message) =>
        new() { Status = 400, Type = "invalid_request_error", Code = "cost_unbounded", Message = message };

    private static Step<Hold> Refuse(Refusal refusal, BudgetRule rule, CallRecord record)
    {
        record.Take(new PhaseOutcome(Verdict.Block, ReasonCodes.BudgetExceeded, [Result(rule, Verdict.Block)]));
        return refusal with { Policy = rule.Policy, ReasonCode = ReasonCodes.BudgetExceeded };
    }

    private static PolicyResult Result(BudgetRule rule, Verdict verdict) => new()
    {
        Name = rule.Policy,
        Kind = "cost-cap",
        Phase = PolicyPhase.Budget,
        Verdict = verdict,
        ReasonCode = verdict == Verdict.Allow ? ReasonCodes.AllPoliciesPassed : ReasonCodes.BudgetExceeded,
    };

    private List<(BudgetAccount Account, long? Cap)> Caps(IReadOnlyList<BudgetRule> rules, KeyRecord key)
    {
        var now = time.GetUtcNow();
        var caps = new List<(BudgetAccount, long?)>(rules.Count);
        foreach (var rule in rules)
        {
            var member = Member(rule, key);
            caps.Add((ledger.Account(rule.Scope, member, rule.Window, now), rule.HardCapUsd is { } usd ? Money.Cap(usd) : null));
        }

        return caps;
    }

    /// <summary>
    /// Tries a bound that costs nothing first, and counts the prompt's tokens only where that one does not fit.
    /// </summary>
    private bool TryFit(Route route, ModelPrice? price, List<(BudgetAccount Account, long? Cap)> caps, IReadOnlyList<BudgetRule> rules, out Fit fit, out int full)
    {
        var request = route.Cleared.Grant.Request;
        var distinct = Distinct(caps);
        fit = default;
        full = 0;
        for (var exact = false; ; exact = true)
        {
            var prompt = exact ? Math.Min(CountedBound(request), PromptTokens.CheapBound(request)) : PromptTokens.CheapBound(request);
            fit = Bound(route, price, prompt, caps, rules);
            if (fit.SetLimit is null or >= LeastOutputTokens || request.OutputLimit is not null)
            {
                var refusing = ledger.TryReserve(fit.Id, fit.Nano, distinct);
                if (refusing < 0)
                {
                    return true;
                }

                full = caps.IndexOf(distinct[refusing]);
            }
            else
            {
                full = Tightest(caps);
            }

            if (exact)
            {
                return false;
            }
        }
    }

    private static int CountedBound(ChatRequest request)
    {
        // Tool definitions and templates are rendered by the provider in ways nobody documents: a tenth more, and a bit.
        const int Margin = 64;
        var counted = PromptTokens.Count(request);
        return counted + (counted / 10) + Margin;
    }

    private Fit Bound(Route route, ModelPrice? price, long prompt, List<(BudgetAccount Account, long? Cap)> caps, IReadOnlyList<BudgetRule> rules)
    {
        var request = route.Cleared.Grant.Request;
        var id = Ids.New("hold_", time.GetUtcNow());
        if (price is null)
        {
            return new(id, 0, null);
        }

        if (route.Target.MaxCostPerCallUsd is { } most && (request.HostedTools || request.Unreadable.Count > 0))
        {
            return new(id, NanoDollars.FromDollars(most), null);
        }

        var free = Money.Bound(price, 0, request.Choices) == 0;
        var limit = request.OutputLimit;
        var set = (int?)null;
        if (limit is null && caps.Exists(cap => cap.Cap is not null))
        {
            var wanted = rules.Min(rule => rule.DefaultOutputTokens);
            set = limit = free ? wanted : (int)Math.Min(wanted, Affordable(price, request.Choices, prompt, caps, 4));
        }
        else if (limit is not null && rules.Any(rule => rule.Clamp) && !free)
        {
            var affordable = Affordable(price, request.Choices, prompt, caps, 1);
            if (affordable < limit && affordable >= 1)
            {
                set = limit = (int)affordable;
            }
        }

        return new(id, Money.Bound(price, prompt, (limit ?? 0L) * request.Choices), set);
    }

    /// <summary>Output tokens per choice that a part of what remains can pay, after the prompt.</summary>
    private long Affordable(ModelPrice price, int choices, long prompt, List<(BudgetAccount Account, long? Cap)> caps, int part)
    {
        var remaining = caps.Where(cap => cap.Cap is not null).Min(cap => Left(cap)) / part;
        var rest = remaining - Money.Bound(price, prompt, 0);
        var each = Money.Bound(price, prompt, 1000) - Money.Bound(price, prompt, 0); // The prompt's length chooses the tier.
        return rest <= 0 || each == 0 ? 0 : (long)Math.Min(int.MaxValue, (decimal)rest / each * 1000 / choices);
    }

    private long Left((BudgetAccount Account, long? Cap) cap)
    {
        var (settled, reserved) = ledger.Read(cap.Account);
        return cap.Cap!.Value - settled - reserved;
    }

    private int Tightest(List<(BudgetAccount Account, long? Cap)> caps) =>
        caps.IndexOf(caps.Where(cap => cap.Cap is not null).MinBy(Left));

    private decimal? Remaining(List<(BudgetAccount Account, long? Cap)> caps) =>
        caps.Exists(cap => cap.Cap is not null) ? NanoDollars.ToDollars(caps.Where(cap => cap.Cap is not null).Min(Left)) : null;

    // Two policies may cap the same budget: it is charged once, and its lowest cap counts.
    private static List<(BudgetAccount Account, long? Cap)> Distinct(List<(BudgetAccount Account, long? Cap)> caps) =>
        caps.Count == 1 ? caps : [.. caps.GroupBy(cap => cap.Account).Select(group => (group.Key, group.Min(cap => cap.Cap)))];

    private Refusal Exceeded(BudgetRule rule, BudgetAccount account, Fit fit)
    {
        var facts = ledger.Facts(account, rule.HardCapUsd!.Value);
        var left = facts.HardCapUsd - facts.SpentUsd - facts.ReservedUsd;
        var resets = facts.ResetsAt is { } at ? $"It resets at {at:u}." : "It does not reset; ask an admin for more.";
        var retry = facts.ResetsAt is { } end ? (int)Math.Ceiling((end - time.GetUtcNow()).TotalSeconds) : (int?)null;
        return new()
        {
            Status = 429,
            Type = "insufficient_quota",
            Code = "budget_exceeded",
            Budget = facts,
            RetryAfterSeconds = retry,
            Message = $"The budget of {facts.Scope} `{facts.Id}` has ${left:0.######} of ${facts.HardCapUsd:0.######} left this {facts.Window}; this call could cost up to ${NanoDollars.ToDollars(fit.Nano):0.######}. "
                + $"Ask for a lower output limit (`max_completion_tokens`) or a cheaper model. {resets}",
        };
    }

    private PhaseOutcome Outcome(IReadOnlyList<BudgetRule> rules, List<(BudgetAccount Account, long? Cap)> caps)
    {
        var results = new List<PolicyResult>(rules.Count);
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            var (settled, reserved) = ledger.Read(caps[i].Account);
            var result = Result(rule, rule.SoftCapUsd is { } soft && settled + reserved > Money.Cap(soft) ? Verdict.Warn : Verdict.Allow);
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

    /// <summary>A bound that was tried: the hold's id, its amount, and the output limit that the gateway sets for it.</summary>
    private readonly record struct Fit(string Id, long Nano, int? SetLimit);
}
