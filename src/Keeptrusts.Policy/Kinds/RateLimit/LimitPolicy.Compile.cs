using System.Globalization;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.RateLimit;

/// <summary>Counts calls by one <c>rate-limit</c>. A refused call counts nothing.</summary>
internal sealed class LimitPolicy : IAdmissionPolicy
{
    public bool IsPure => false;

    public required string Name { get; init; }

    public required string Scope { get; init; }

    public int? Requests { get; init; }

    public int? Tokens { get; init; }

    public required TimeSpan Window { get; init; }

    public int? Parallel { get; init; }

    /// <summary>Whether the caller is told where it stands.</summary>
    public bool Reports { get; init; }

    public Judgement Admit(PolicyCall call, AdmissionFacts facts)
    {
        var (counters, member) = (call.Services.Counters, $"{Name}|{Scope}|{Member(call.Context)}");

        // A window is part of its counters' keys, so that what is given back later goes where it was taken.
        var window = CounterWindow.At(counters.Now, Window);
        var during = string.Create(CultureInfo.InvariantCulture, $"{Window.TotalSeconds}|{window.From.ToUnixTimeSeconds()}");
        if (Parallel is { } most)
        {
            var key = $"parallel|{member}";
            var state = counters.TryEnter(key, most);
            if (!state.Taken)
            {
                return Refuse(call, "parallel", most, state, "Too many calls at once.");
            }

            call.AtEnd(_ => counters.Exit(key));
        }

        if (Requests is { } requests)
        {
            var key = $"requests|{member}|{during}";
            if (Take(call, "requests", key, 1, requests, window, "Too many requests.") is { } refusal)
            {
                return refusal;
            }

            // Once admitted, a request counts however it ends.
            call.AtEnd(static _ => { }, ifRefused: () => counters.Add(key, -1, window));
        }

        if (Tokens is { } tokens)
        {
            var key = $"tokens|{member}|{during}";
            var estimate = (long)(facts.InputTokens ?? 0) + (facts.OutputLimit ?? 0);
            if (Take(call, "tokens", key, estimate, tokens, window, estimate > tokens ? "This call alone may use more tokens than a window allows." : "Too many tokens.") is { } refusal)
            {
                return refusal;
            }

            call.AtEnd(used => counters.Add(key, used - estimate, window));
        }

        return Judgement.Pass;
    }

    private Judgement? Take(PolicyCall call, string meter, string key, long amount, long limit, CounterWindow window, string message)
    {
        var state = call.Services.Counters.TryAdd(key, amount, limit, window);
        if (!state.Taken)
        {
            return Refuse(call, meter, limit, state, message);
        }

        if (Reports)
        {
            call.Report(new RateLimitState(meter, limit, state.Remaining, state.ResetsIn));
        }

        return null;
    }

    private Judgement Refuse(PolicyCall call, string meter, long limit, CounterState state, string message)
    {
        call.Await(state.Refill);
        if (Reports)
        {
            call.Report(new RateLimitState(meter, limit, state.Remaining, state.ResetsIn) { Exceeded = true });
        }

        return Judgement.Of(Verdict.Block, ReasonCodes.RateLimitExceeded, message);
    }

    // Who lacks the fact shares one limit with all others who do: a missing fact is no way around it.
    private string Member(PolicyContext context) => Scope switch
    {
        "team" => context.Team ?? "",
        "key" => context.Lineage ?? context.Key ?? "",
        "user" => context.User ?? "",
        "ip" => context.Ip ?? "",
        _ => "",
    };
}
