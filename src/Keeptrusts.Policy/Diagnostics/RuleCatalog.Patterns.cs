namespace Keeptrusts.Policy.Diagnostics;

/// <content>Patterns, and what a policy does to answers.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Patterns =>
    [
        Error(RuleCodes.BadPattern, "A pattern is invalid or uses unsupported syntax") with
        {
            IsEssential = true,
        },
        Error(RuleCodes.PatternUnbounded, "A pattern is unbounded, or has too many simultaneous starts") with
        {
            IsEssential = true,
        },
        Error(RuleCodes.PatternAnchored, "A pattern cannot match inside a message"),
        Error(RuleCodes.PatternEmpty, "A pattern matches the empty string") with
        {
            IsEssential = true,
        },
        Warning(RuleCodes.ErrorsAllowed, "A blocking policy lets its own errors pass"),
        Info(RuleCodes.BufferedOutput, "Answers wait until they are complete"),
        Info(RuleCodes.RealtimeBlock, "A realtime block comes after text was delivered"),
    ];
}
