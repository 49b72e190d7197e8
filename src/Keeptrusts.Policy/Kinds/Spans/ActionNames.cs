using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.Spans;

/// <summary>Actions as documents spell them.</summary>
internal static class ActionNames
{
    public static PolicyAction? Parse(string? action) => action switch
    {
        "warn" => PolicyAction.Warn,
        "redact" => PolicyAction.Redact,
        "escalate" => PolicyAction.Escalate,
        "block" => PolicyAction.Block,
        _ => null,
    };
}
