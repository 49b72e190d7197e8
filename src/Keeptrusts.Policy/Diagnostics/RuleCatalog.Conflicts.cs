namespace Keeptrusts.Policy.Diagnostics;

/// <content>What policies do to each other.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Conflicts =>
    [
        Error(RuleCodes.Contradiction, "Two policies contradict each other"),
        Error(RuleCodes.AllowedAndDenied, "A tool or model is allowed and always denied"),
        Warning(RuleCodes.Unreachable, "A policy or a part of it can never act"),
        Error(RuleCodes.HiddenByRedaction, "A redaction always hides what a text policy looks for"),
        Info(RuleCodes.SameTwice, "Two policies do the same"),
        Error(RuleCodes.NobodyToAsk, "An escalation reaches nobody"),
    ];
}
