using System.Text.RegularExpressions;

namespace Keeptrusts.Host.Console.Editing;

/// <summary>The text that a new document begins with.</summary>
internal static partial class TemplateText
{
    private const string First = "1.0.0";

    /// <summary>The same document under another name, and at its first version.</summary>
    public static string Renamed(string text, string name)
    {
        // The heading speaks of the other one.
        var plain = Heading().Replace(text.ReplaceLineEndings("\n"), "", 1);
        var pack = Pack().Match(plain);
        if (!pack.Success)
        {
            return plain;
        }

        var renamed = Name().Replace(plain, m => m.Groups[1].Value + name, 1, pack.Index);
        return Version().Replace(renamed, m => m.Groups[1].Value + First, 1, pack.Index);
    }

    [GeneratedRegex("^pack:", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Pack();

    [GeneratedRegex("""(?<![\w-])(name:[ ]*)("[^"\n]*"|'[^'\n]*'|[^\s,}#]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex("""(?<![\w-])(version:[ ]*)("[^"\n]*"|'[^'\n]*'|[^\s,}#]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"\A(#[^\n]*\n)+", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}
