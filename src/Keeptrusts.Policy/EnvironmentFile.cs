using System.Text.RegularExpressions;

namespace Keeptrusts.Policy;

/// <summary>Reads which names a file such as <c>.env.example</c> sets. Values are never looked at.</summary>
public static class EnvironmentFile
{
    private static readonly Regex Assignment = new(@"^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$", RegexOptions.CultureInvariant);

    /// <summary>The names, in the file's order.</summary>
    /// <param name="text">The file's text: <c>NAME=value</c> lines, quotes over several lines, <c>export</c>, comments.</param>
    public static IEnumerable<string> Names(string text)
    {
        char? quote = null;
        foreach (var line in text.Split('\n'))
        {
            // A quoted value may go on over lines; what looks like a name in it is none.
            if (quote is { } open)
            {
                quote = Closes(line, open) ? null : quote;
                continue;
            }

            if (Assignment.Match(line) is { Success: true } match)
            {
                var value = match.Groups[2].Value.TrimEnd();
                quote = value.Length > 0 && value[0] is '"' or '\'' && !Closes(value.Substring(1), value[0]) ? value[0] : null;
                yield return match.Groups[1].Value;
            }
        }
    }

    private static bool Closes(string text, char quote)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && quote == '"')
            {
                i++;
            }
            else if (text[i] == quote)
            {
                return true;
            }
        }

        return false;
    }
}
