namespace Keeptrusts.Policy.Detectors.Secrets.Tokens;

/// <summary>What a token's own characters prove.</summary>
internal enum TokenCheck
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The last six characters are the CRC-32 of what stands between them and the prefix, in base 62.</summary>
    Crc62,
}
