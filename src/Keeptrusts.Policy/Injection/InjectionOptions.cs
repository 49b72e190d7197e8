namespace Keeptrusts.Policy.Injection;

/// <summary>What an author may set about the detection of prompt injection.</summary>
internal sealed record InjectionOptions
{
    /// <summary>The defaults.</summary>
    public static InjectionOptions Default { get; } = new();

    /// <summary>Whether base64, hexadecimal, percent and entity encodings are read, to a depth of two. Default true.</summary>
    public bool DecodeBase64 { get; init; } = true;

    /// <summary>Whether ignorable characters go, compatibility forms become plain and letters lose their marks. Default true.</summary>
    public bool NormalizeUnicode { get; init; } = true;

    /// <summary>Whether letters of other alphabets are read as the Latin letters they look like, in words that mix alphabets. Default true.</summary>
    public bool DetectHomoglyphs { get; init; } = true;

    /// <summary>The author's own phrases: plain text, compared after normalisation, letter case and the amount of white space apart. A hit scores 1. Default none.</summary>
    public IReadOnlyList<string> AttackPatterns { get; init; } = [];

    /// <summary>The score from which a text counts as an attack, above 0 to 1. Default 0.5, which both models are calibrated to.</summary>
    public double Threshold { get; init; } = 0.5;
}
