namespace Keeptrusts.Host.Console.Shared;

/// <summary>Text that somebody else wrote, so that nothing in it acts: what is invisible or turns the direction of writing is shown as what it is.</summary>
internal static class VisibleText
{
    public static string Of(string text) => text.Any(IsHidden)
        ? string.Concat(text.Select(c => !IsHidden(c) ? c.ToString() : c < ' ' ? ((char)(0x2400 + c)).ToString() : $"‹U+{(int)c:X4}›"))
        : text;

    private static bool IsHidden(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\u061c' or '\ufeff' or '\u200b';
}
