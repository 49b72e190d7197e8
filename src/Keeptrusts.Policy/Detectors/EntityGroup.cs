namespace Keeptrusts.Policy.Detectors;

/// <summary>Which kind of policy looks for an entity by default.</summary>
internal enum EntityGroup
{
    /// <summary>Personal data: <c>pii-detector</c>.</summary>
    Personal,

    /// <summary>Credentials: <c>secret-detector</c>.</summary>
    Secret,

    /// <summary>Identifiers of patients beyond personal data: <c>hipaa-phi-detector</c>, and <c>pii-detector</c> in <c>healthcare_mode</c>.</summary>
    Health,
}
