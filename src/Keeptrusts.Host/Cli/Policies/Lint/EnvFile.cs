using System.Text.RegularExpressions;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>Reads which names a file such as <c>.env.example</c> sets. Values are never looked at.</summary>
internal static partial class EnvFile
{
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

            if (Assignment().Match(line) is { Success: true } match)
            {
                var value = match.Groups[2].Value.TrimEnd();
                quote = value.Length > 0 && value[0] is '"' or '\'' && !Closes(value[1..], value[0]) ? value[0] : null;
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

    [GeneratedRegex(@"^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();
}
