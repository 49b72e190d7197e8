namespace Keeptrusts.Policy.Plans;

/// <summary>How much of a call's text its event holds.</summary>
public enum AuditContent
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An HMAC with the organisation's key: equal texts can be told, nothing else.</summary>
    Hash,

    /// <summary>The text after redaction.</summary>
    Redacted,

    /// <summary>The text as it was.</summary>
    Full,
}
