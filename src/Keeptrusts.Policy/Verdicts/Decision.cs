namespace Keeptrusts.Policy.Verdicts;

/// <summary>Who decides among several policies. The engine and lint ask the same code.</summary>
internal static class Decision
{
    /// <summary>The result that decides: the gravest that counts, the first in the chain where several are. <see langword="null"/>: nobody objects.</summary>
    /// <param name="results">Results in chain order.</param>
    public static PolicyResult? Decider(IReadOnlyList<PolicyResult> results)
    {
        PolicyResult? decider = null;
        foreach (var result in results)
        {
            if (!result.Shadow && !result.Skipped && (decider is null || result.Verdict > decider.Verdict))
            {
                decider = result;
            }
        }

        return decider is null or { Verdict: Verdict.Allow } ? null : decider;
    }

    /// <summary>The verdict of an action; without one nothing was found.</summary>
    public static Verdict Of(PolicyAction? action) => action switch
    {
        null => Verdict.Allow,
        PolicyAction.Warn => Verdict.Warn,
        PolicyAction.Redact => Verdict.Redact,
        PolicyAction.Escalate => Verdict.Escalate,
        _ => Verdict.Block,
    };
}
