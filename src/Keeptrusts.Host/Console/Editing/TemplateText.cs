using System.Text.RegularExpressions;

namespace Keeptrusts.Host.Console.Editing;

/// <summary>The text that a new template begins with.</summary>
internal static partial class TemplateText
{
    /// <summary>The same template under another name, and at its first version.</summary>
    public static string Renamed(string text, string name)
    {
        var renamed = Name().Replace(text.ReplaceLineEndings("\n"), m => m.Groups[1].Value + name, 1);
        renamed = Version().Replace(renamed, m => m.Groups[1].Value + "1.0.0", 1);

        // The heading speaks of the other one.
        return Heading().Replace(renamed, "", 1);
    }

    [GeneratedRegex(@"^(\s+name:[ ]*)[^\n#]*", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^(\s+version:[ ]*)[^\n#]*", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"\A(#[^\n]*\n)+", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}
