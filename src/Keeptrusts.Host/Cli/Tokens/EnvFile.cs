using System.Text.RegularExpressions;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary>The text of a <c>.env</c> file: reads and sets single variables and leaves every other line as it is.</summary>
internal static partial class EnvFile
{
    /// <summary>The value of a variable, without its quotes; the last of several counts.</summary>
    public static string? Get(string text, string name)
    {
        var lines = Lines(text).Where(line => Names(line, name)).ToList();
        return lines.Count == 0 ? null : Unquote(Assignment.Match(lines[^1]).Groups["value"].Value);
    }

    /// <summary>Sets a variable where it stands, keeping <c>export</c> and the sort of quotes; doubled lines go. A new one is added at the end.</summary>
    public static string Set(string text, string name, string value)
    {
        var ending = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var done = false;
        var lines = new List<string>();
        foreach (var line in Lines(text))
        {
            if (!Names(line, name))
            {
                lines.Add(line);
            }
            else if (!done)
            {
                var match = Assignment.Match(line);
                var old = match.Groups["value"].Value;
                var quote = old.Length > 0 && old[0] is '"' or '\'' ? old[..1] : "";
                lines.Add($"{match.Groups["before"].Value}{quote}{value}{quote}");
                done = true;
            }
        }

        if (!done)
        {
            lines.Add($"{name}={value}");
        }

        return string.Join(ending, lines) + ending;
    }

    private static List<string> Lines(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    private static bool Names(string line, string name) => Assignment.Match(line) is { Success: true } match && match.Groups["name"].Value == name;

    private static string Unquote(string value)
    {
        if (value.Length > 0 && value[0] is '"' or '\'' && value.IndexOf(value[0], 1) is > 0 and var end)
        {
            return value[1..end];
        }

        // What follows a blank and a number sign is a comment.
        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? value : value[..comment]).Trim();
    }

    [GeneratedRegex(@"^(?<before>\s*(?:export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*)(?<value>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment { get; }
}
