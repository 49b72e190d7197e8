namespace Keeptrusts.Policy.Detectors.Identifiers;

/// <summary>Whether the letters of an identifier must be capitals, which tells a code from a word.</summary>
internal enum Capitals
{
    /// <summary>They need not.</summary>
    Ignored,

    /// <summary>They must without a context word.</summary>
    OutsideContext,

    /// <summary>They must.</summary>
    Required,
}
