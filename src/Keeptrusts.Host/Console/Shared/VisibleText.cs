namespace Keeptrusts.Host.Console.Shared;

/// <summary>Shows control characters, those of direction included, as what they are: pictures or code points, never as what they do.</summary>
internal static class VisibleText
{
    public static string Of(string text) => text.Any(IsHidden)
        ? string.Concat(text.Select(c => !IsHidden(c) ? c.ToString() : c < ' ' ? ((char)(0x2400 + c)).ToString() : $"‹U+{(int)c:X4}›"))
        : text;

    /// <summary>The same of a text that is cut where it is long, for titles, questions and notes.</summary>
    public static string Short(string text, int most = 60) => Of(text.Length > most ? text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…" : text);

    private static bool IsHidden(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\u061c' or '\ufeff' or '\u200b';
}
