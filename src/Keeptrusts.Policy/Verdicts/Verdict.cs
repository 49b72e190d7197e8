namespace Keeptrusts.Policy.Verdicts;

/// <summary>What a policy, a phase or a whole call decided, in rising severity: the final verdict is the most severe one.</summary>
public enum Verdict
{
    /// <summary>Nothing to object to.</summary>
    Allow,

    /// <summary>Recorded, delivered unchanged.</summary>
    Warn,

    /// <summary>Delivered with the findings replaced by markers.</summary>
    Redact,

    /// <summary>A human has to decide first.</summary>
    Escalate,

    /// <summary>Refused.</summary>
    Block,
}
