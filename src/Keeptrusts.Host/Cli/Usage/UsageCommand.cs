using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Usage;

/// <summary><c>kt usage</c>.</summary>
internal static class UsageCommand
{
    private static readonly string[] Measures = ["calls", "blocked", "redacted", "errors", "prompt_tokens", "completion_tokens", "cost_usd", "gateway_ms", "upstream_ms"];

    public static ApiCommand Build(CliSurroundings around)
    {
        var by = new Option<string>("--by") { Description = "Groups: some of day, team, key, user, model, provider, with commas between", DefaultValueFactory = _ => "team,model" };
        var csv = new Option<bool>("--csv") { Description = "Print comma-separated values" };
        Option<string?>[] filters =
        [
            new("--since") { Description = "From a day on (2026-03-31) or a span ago (7d); all there is without it" },
            new("--until") { Description = "Up to a day or a span ago" },
            new("--team") { Description = "Only this team" },
            new("--key") { Description = "Only this key (id)" },
            new("--user") { Description = "Only this key owner" },
            new("--model") { Description = "Only this model" },
            new("--provider") { Description = "Only this target" },
        ];
        return new ApiCommand("usage", "Show calls, verdicts, tokens and money.", around, [by, .. filters, csv]).Asks(
            (client, parsed, cancellationToken) =>
            {
                var query = filters
                    .Select(option => (Name: option.Name[2..], Value: parsed.GetValue(option)))
                    .Where(x => x.Value is not null)
                    .Select(x => $"&{x.Name}={Uri.EscapeDataString(x.Value!)}");
                return client.GetAsync($"/v1/usage?group_by={Uri.EscapeDataString(parsed.GetValue(by)!)}{string.Concat(query)}", cancellationToken);
            },
            (answer, parsed, _) => WriteAsync(around, answer.Deserialize(ControlJson.Default.UsageReport)!, parsed.GetValue(csv)));
    }

    private static async Task WriteAsync(CliSurroundings around, UsageReport report, bool csv)
    {
        string[] columns = [.. report.GroupBy, .. Measures];
        var rows = report.Data.Select(view => Row(report.GroupBy, view, csv)).ToList();
        if (csv)
        {
            foreach (var row in rows.Prepend(columns))
            {
                await around.Out.WriteLineAsync(CsvText.Line(row));
            }

            return;
        }

        if (rows.Count > 1 && around.IsTerminal)
        {
            rows.Add([.. report.GroupBy.Select((_, i) => i == 0 ? "total" : ""), .. Row([], report.Total, csv)]);
        }

        await TableOutput.WriteAsync(around, columns, rows, "nothing was used in that time");
    }

    private static string[] Row(IReadOnlyList<string> groups, UsageView view, bool csv) =>
    [
        .. groups.Select(group => view.Group(group) is { Length: > 0 } name ? name : csv ? "" : Show.Nothing),
        Number(view.Calls), Number(view.Blocked), Number(view.Redacted), Number(view.Errors), Number(view.PromptTokens), Number(view.CompletionTokens),
        csv ? view.CostUsd.ToString(CultureInfo.InvariantCulture) : Show.Usd(view.CostUsd),
        view.GatewayMs.ToString("0.###", CultureInfo.InvariantCulture), view.UpstreamMs.ToString("0.###", CultureInfo.InvariantCulture),
    ];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
