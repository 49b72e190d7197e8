namespace Keeptrusts.Host.Console.Shared;

/// <summary>Text of others made visible: control characters, those of direction included, as what they are (pictures or code points), never as what they do.</summary>
internal static class VisibleText
{
    private const int ControlPictures = 0x2400;

    public static string Of(string text) => text.Any(IsHidden)
        ? string.Concat(text.Select(c => !IsHidden(c) ? c.ToString() : c < ' ' ? ((char)(ControlPictures + c)).ToString() : $"‹U+{(int)c:X4}›"))
        : text;

    private static bool IsHidden(char c) => (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\u061c' or '\ufeff' or '\u200b';
}
