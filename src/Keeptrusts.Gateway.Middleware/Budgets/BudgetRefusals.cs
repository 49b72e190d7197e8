using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>How a budget says no.</summary>
internal static class BudgetRefusals
{
    /// <summary>The refusal of a call whose cost has no upper bound; <see langword="null"/> where it has one.</summary>
    public static Refusal? Unbounded(Route route, ModelPrice? price, bool allowUnpriced)
    {
        var request = route.Cleared.Grant.Request;
        if (price is null && !allowUnpriced)
        {
            return CostUnbounded($"No price is known for this model at target `{route.Target.Id}`, so its cost cannot be bounded under a hard cap. Add it to the target's `pricing`, or set `on_unpriced_model: allow`.");
        }

        var unsized = request.HostedTools ? "a tool that the provider runs" : request.HasMedia ? "media" : null;
        return unsized is null || route.Target.MaxCostPerCallUsd is not null
            ? null
            : CostUnbounded($"The cost of {unsized} cannot be bounded under a hard cap. Leave it out, or declare `max_cost_per_call_usd` at target `{route.Target.Id}`.");
    }

    public static Refusal Exceeded(BudgetFacts facts, long nano, DateTimeOffset now) => Refuse(
        facts,
        now,
        $"{Left(facts)}; this call could cost up to ${NanoDollars.ToDollars(nano):0.######}. Ask for a lower output limit (`max_completion_tokens`) or a cheaper model. {Resets(facts)}");

    /// <summary>A call cost more than it could be bounded by, so bounds of this budget are not to be trusted.</summary>
    public static Refusal Closed(BudgetFacts facts, DateTimeOffset now) => Refuse(
        facts,
        now,
        $"The budget of {facts.Scope} `{facts.Id}` is closed, because a provider billed more than was reserved. An admin can open it again. {Resets(facts)}");

    /// <summary>The room that is leased here is used up, and whoever could give more does not answer.</summary>
    public static Refusal Unreachable(BudgetFacts facts, DateTimeOffset now) => Refuse(
        facts,
        now,
        $"The gateway has no room left of the budget of {facts.Scope} `{facts.Id}`, and cannot ask for more: the control plane's database does not answer. Calls that fit what is leased are served.");

    private static Refusal Refuse(BudgetFacts facts, DateTimeOffset now, string message) => new()
    {
        Status = 429,
        Type = "insufficient_quota",
        Code = "budget_exceeded",
        Budget = facts,
        RetryAfterSeconds = facts.ResetsAt is { } end ? (int)Math.Ceiling((end - now).TotalSeconds) : null,
        Message = message,
    };

    private static string Left(BudgetFacts facts)
    {
        var left = Math.Max(0, facts.HardCapUsd - facts.SpentUsd - facts.ReservedUsd);
        return $"The budget of {facts.Scope} `{facts.Id}` has ${left:0.######} of ${facts.HardCapUsd:0.######} left this {facts.Window}";
    }

    private static string Resets(BudgetFacts facts) =>
        facts.ResetsAt is { } at ? $"It resets at {at:u}." : "It does not reset; ask an admin for more.";

    private static Refusal CostUnbounded(string message) =>
        new() { Status = 400, Type = "invalid_request_error", Code = "cost_unbounded", Message = message };
}
