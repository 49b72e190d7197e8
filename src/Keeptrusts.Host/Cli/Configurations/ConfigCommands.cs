using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Configurations;

/// <summary><c>kt config …</c></summary>
internal static class ConfigCommands
{
    public static Command Build(CliSurroundings around) => new("config", "What governs calls: policy documents with their versions.")
    {
        ApplyCommand.Build(around),
        Show(around),
        Diff(around),
        Versions(around),
        List(around),
        RollBack(around),
    };

    private static ApiCommand Show(CliSurroundings around)
    {
        var choice = new ConfigurationChoice();
        var revision = new Option<int?>("--revision") { Description = "Which version [default: the one in force]", HelpName = "N" };
        return new ApiCommand("show", "Print the document in force, or another version.", around, [.. choice.Symbols, revision]).Asks(
            async (client, parsed, cancellationToken) => (await choice.FindAsync(client, parsed, cancellationToken)).Refused(out var refusal, out var name)
                ? refusal
                : await client.GetAsync(ConfigurationChoice.Path(name, parsed.GetValue(revision) is { } n ? $"/versions/{Number(n)}" : ""), cancellationToken),
            (answer, _, _) => around.Out.WriteAsync(answer.GetProperty("document").GetString() ?? ""));
    }

    private static ApiCommand Diff(CliSurroundings around)
    {
        var choice = new ConfigurationChoice();
        var from = new Option<int?>("--from") { Description = "The older version [default: the one before]", HelpName = "N" };
        var to = new Option<int?>("--to") { Description = "The newer version [default: the one in force]", HelpName = "N" };
        return new ApiCommand("diff", "Compare two versions.", around, [.. choice.Symbols, from, to]).Asks(
            async (client, parsed, cancellationToken) =>
            {
                string[] wanted = [.. new[] { ("from", parsed.GetValue(from)), ("to", parsed.GetValue(to)) }.Where(x => x.Item2 is not null).Select(x => $"{x.Item1}={Number(x.Item2!.Value)}")];
                return (await choice.FindAsync(client, parsed, cancellationToken)).Refused(out var refusal, out var name)
                    ? refusal
                    : await client.GetAsync(ConfigurationChoice.Path(name, "/diff") + (wanted.Length > 0 ? "?" + string.Join('&', wanted) : ""), cancellationToken);
            },
            async (answer, _, _) =>
            {
                var diff = answer.Deserialize(ControlJson.Default.DiffView)!;
                await (diff.Changed ? DiffText.WriteAsync(around, diff.Diff) : around.Out.WriteLineAsync($"{diff.From ?? "nothing"} and {diff.To} say the same"));
            });
    }

    private static ApiCommand Versions(CliSurroundings around)
    {
        var choice = new ConfigurationChoice();
        return new ApiCommand("versions", "List the versions, newest first.", around, choice.Symbols).Asks(
            async (client, parsed, cancellationToken) => (await choice.FindAsync(client, parsed, cancellationToken)).Refused(out var refusal, out var name)
                ? refusal
                : await client.GetAsync(ConfigurationChoice.Path(name, "/versions"), cancellationToken),
            (answer, _, _) => TableOutput.WriteAsync(around, ["version", "in force", "from", "by", "note", "made"],
                [.. answer.Deserialize(ControlJson.Default.PageVersionView)!.Data.Select(v => new[]
                {
                    v.Label, v.Deployed ? "yes" : "", v.Template is { } template ? $"template {template}" : v.Source, v.Author ?? Output.Show.Nothing, v.Note ?? Output.Show.Nothing, Output.Show.Time(v.CreatedAt),
                })],
                "no versions yet"),
            page => page.GetProperty("data"));
    }

    private static ApiCommand List(CliSurroundings around) => new ApiCommand("list", "List the configurations.", around).Asks(
        (client, _, cancellationToken) => client.GetAsync("/v1/configurations", cancellationToken),
        (answer, _, _) => TableOutput.WriteAsync(around, ["name", "in force", "newest", "versions"],
            [.. answer.Deserialize(ControlJson.Default.PageConfigurationView)!.Data.Select(c => new[]
            {
                c.Name, c.Deployed is { } n ? $"{c.Name}@{Number(n)}" : Output.Show.Nothing, Number(c.Revision), Number(c.Versions.Count),
            })],
            "no configurations yet"),
        page => page.GetProperty("data"));

    private static ApiCommand RollBack(CliSurroundings around)
    {
        var choice = new ConfigurationChoice();
        var to = new Option<int?>("--to") { Description = "Which version to put back [default: the one that was in force before]", HelpName = "N" };
        return new ApiCommand("rollback", "Put an earlier version back into force.", around, [.. choice.Symbols, to]).Asks(
            async (client, parsed, cancellationToken) => (await choice.FindAsync(client, parsed, cancellationToken)).Refused(out var refusal, out var name)
                ? refusal
                : await client.PostAsync(ConfigurationChoice.Path(name, "/rollback"), new WantedRevision(parsed.GetValue(to)), ControlJson.Default.WantedRevision, cancellationToken),
            (answer, _, _) => ChangeText.WriteAsync(around, answer.Deserialize(ControlJson.Default.ChangeView)!));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
