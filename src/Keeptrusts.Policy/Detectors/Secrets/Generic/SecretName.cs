namespace Keeptrusts.Policy.Detectors.Secrets.Generic;

/// <summary>What a name promises of its value.</summary>
internal enum SecretName
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Something that a machine drew: a token, a key.</summary>
    Token,

    /// <summary>Something that a human may have chosen.</summary>
    Password,
}
