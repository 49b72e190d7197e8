using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Gateway.Middleware.Tokens;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>The most that one attempt can cost: prompt with a margin, output limit times choices, at the target's prices with tiers, cache writes and fees.</summary>
internal sealed class SpendBound(Route route, ModelPrice? price, AppliedBudgets budgets)
{
    /// <summary>A default output limit below this is no answer: refuse instead.</summary>
    private const int LeastOutputTokens = 256;

    private readonly ModelRequest _request = route.Cleared.Grant.Request;
    private long? _counted;

    /// <summary>Whether a bound is worth trying: the limit that the gateway would set is not too small for an answer.</summary>
    public bool Worthwhile(Fit fit) => fit.SetLimit is null or >= LeastOutputTokens || _request.OutputLimit is not null;

    /// <param name="exact">Whether the prompt's tokens are counted, instead of bounded by its bytes, which costs nothing.</param>
    public Fit Of(bool exact)
    {
        if (price is null)
        {
            return new(0, null);
        }

        if (route.Target.MaxCostPerCallUsd is { } most && (_request.HostedTools || _request.HasMedia))
        {
            return new(NanoDollars.FromDollars(most), null);
        }

        var prompt = exact ? Counted() : PromptTokens.CheapBound(_request);
        var free = Money.Bound(price, 0, _request.Choices) == 0;
        var limit = _request.Surface.Speaks ? _request.OutputLimit : 0;
        var set = (int?)null;
        if (limit is null && budgets.Hard)
        {
            set = limit = free ? budgets.DefaultOutput : (int)Math.Min(budgets.DefaultOutput, Affordable(prompt, 4));
        }
        else if (limit is not null && budgets.Clamp && !free)
        {
            var affordable = Affordable(prompt, 1);
            if (affordable < limit && affordable >= 1)
            {
                set = limit = (int)affordable;
            }
        }

        return new(Money.Bound(price, prompt, (limit ?? 0L) * _request.Choices), set);
    }

    private long Counted()
    {
        // Tool definitions and templates are rendered by the provider in ways nobody documents: a tenth more, and a bit.
        const int Margin = 64;
        if (_counted is not { } known)
        {
            var counted = PromptTokens.Count(_request);
            _counted = known = Math.Min(counted + (counted / 10) + Margin, PromptTokens.CheapBound(_request));
        }

        return known;
    }

    /// <summary>Output tokens per choice that a part of what remains can pay, after the prompt.</summary>
    private long Affordable(long prompt, int part)
    {
        var rest = (budgets.Remaining / part) - Money.Bound(price!, prompt, 0);
        var each = Money.Bound(price!, prompt, 1000) - Money.Bound(price!, prompt, 0); // The prompt's length chooses the tier.
        return rest <= 0 || each == 0 ? 0 : (long)Math.Min(int.MaxValue, (decimal)rest / each * 1000 / _request.Choices);
    }
}
