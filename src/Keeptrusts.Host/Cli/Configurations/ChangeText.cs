using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Configurations;

/// <summary>Says what a change did.</summary>
internal static class ChangeText
{
    /// <summary>The difference, what else is doubtful, and one sentence.</summary>
    public static async Task WriteAsync(CliSurroundings around, ChangeView change)
    {
        await DiffText.WriteAsync(around, change.Diff);
        await WarnAsync(around, change);
        await around.Out.WriteLineAsync(Sentence(around, change));
    }

    /// <summary>Warnings go to standard error, where they do not mix with what is piped on.</summary>
    public static async Task WarnAsync(CliSurroundings around, ChangeView change)
    {
        foreach (var warning in change.Warnings)
        {
            await around.Error.WriteLineAsync($"{change.Name}({warning.Line},{warning.Column}): warning {warning.Code}: {warning.Message}");
        }
    }

    private static string Sentence(CliSurroundings around, ChangeView change)
    {
        var before = change.Before is { } label && label != change.Label ? $" (before: {label}; `{around.CommandName} config rollback {change.Name}` puts it back)" : "";
        return change switch
        {
            { Deployed: true } => $"{change.Label} is in force{before}",
            { Created: true } => $"{change.Label} is stored; `{around.CommandName} config rollback {change.Name} --to {change.Revision}` puts it into force",
            _ => $"nothing changed: {change.Label} says the same already",
        };
    }
}
