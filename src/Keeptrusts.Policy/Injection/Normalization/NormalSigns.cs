namespace Keeptrusts.Policy.Injection.Normalization;

/// <summary>What normalisation had to undo.</summary>
[Flags]
internal enum NormalSigns
{
    None = 0,

    /// <summary>An invisible character stood inside a word.</summary>
    Invisible = 1,

    /// <summary>Unicode tag characters, which are invisible, spelled text.</summary>
    Tags = 2,

    /// <summary>A word of the rules was spelled with letters of another alphabet.</summary>
    Homoglyphs = 4,

    /// <summary>A word of the rules was spelled with digits or signs.</summary>
    Leet = 8,

    /// <summary>Words of the rules were spelled letter by letter.</summary>
    Spaced = 16,
}
