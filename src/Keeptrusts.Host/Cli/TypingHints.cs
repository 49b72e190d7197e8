using System.CommandLine;
using System.CommandLine.Parsing;
using Keeptrusts.Host.ControlPlane;

namespace Keeptrusts.Host.Cli;

/// <summary>For a mistyped command or option: the one that was probably meant.</summary>
internal static class TypingHints
{
    /// <summary>Options that do not exist, which an argument took for its value.</summary>
    public static IReadOnlyList<string> Swallowed(ParseResult parsed) =>
        [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).Where(v => v.StartsWith("--", StringComparison.Ordinal))];

    public static IEnumerable<string> Of(ParseResult parsed, IReadOnlyList<string> mistyped)
    {
        var command = parsed.CommandResult.Command;
        var options = command.Options.Where(o => !o.Hidden).SelectMany(o => o.Aliases.Prepend(o.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal)).ToList();
        var commands = command.Subcommands.Where(c => !c.Hidden).SelectMany(c => c.Aliases.Prepend(c.Name)).ToList();
        foreach (var typed in mistyped)
        {
            var name = typed.Split('=')[0];
            if (DidYouMean.Nearest(name, name.StartsWith('-') ? options : commands) is { } meant && meant != name)
            {
                yield return $"did you mean `{meant}`?";
            }
        }
    }
}
