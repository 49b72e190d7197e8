namespace Keeptrusts.Policy.Verdicts;

/// <summary>What a policy does when it finds something; each maps to the <see cref="Verdict"/> of the same name.</summary>
public enum PolicyAction
{
    /// <summary>Record the finding and deliver the text unchanged.</summary>
    Warn,

    /// <summary>Replace the finding by a marker.</summary>
    Redact,

    /// <summary>Ask a human.</summary>
    Escalate,

    /// <summary>Refuse the call.</summary>
    Block,
}
