using System.Text.RegularExpressions;

namespace Keeptrusts.Architecture.Tests.Sources;

/// <summary>C# text without what only looks like code.</summary>
internal static partial class CSharpText
{
    /// <summary>Replaces comments, strings and characters by blanks; line breaks stay, so that lines keep their numbers.</summary>
    public static string WithoutCommentsAndStrings(string text) =>
        Ignorable().Replace(text, m => new string([.. m.Value.Select(c => c == '\n' ? c : ' ')]));

    [GeneratedRegex("""
        //[^\n]*
        | /\*.*?\*/
        | \$*("{3,}).*?\1
        | @?\$?@?"(?:(?<=@\$?")(?:[^"]|"")*|(?:\\.|[^"\\\n])*)"
        | '(?:\\.[^'\n]*|[^'\\\n])'
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Ignorable();
}
