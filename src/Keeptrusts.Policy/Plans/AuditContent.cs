namespace Keeptrusts.Policy.Plans;

/// <summary>How much of a call's texts its event keeps.</summary>
public enum AuditContent
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A keyed hash of each text: equal texts can be recognised, and nothing can be read.</summary>
    Hash,

    /// <summary>The request after redaction, and the answer as the caller got it.</summary>
    Redacted,

    /// <summary>The originals too.</summary>
    Full,
}
