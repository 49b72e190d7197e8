namespace Keeptrusts.Host.ControlPlane.Knowledge;

/// <summary>Names of files as people send them, made harmless: they are shown, quoted to models, and never used as a path.</summary>
internal static class FileNames
{
    private const int Longest = 120;

    public static string Clean(string? name)
    {
        // Whatever stands before the last separator was a path on somebody's machine.
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c) && !IsFormat(c) && c is not ('<' or '>' or '"' or '|' or ':' or '*' or '?' or '[' or ']'))]).Trim(' ', '.');
        if (clean.Length == 0)
        {
            return "document";
        }

        var end = Path.GetExtension(clean);
        return clean.Length <= Longest ? clean : end.Length is > 0 and < 12 ? Whole(clean[..(Longest - end.Length)]) + end : Whole(clean[..Longest]);
    }

    private static bool IsFormat(char c) => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator;

    private static string Whole(string text) => char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
}
