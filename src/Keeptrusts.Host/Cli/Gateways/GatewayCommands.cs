using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Gateways;

/// <summary><c>kt gateway …</c></summary>
internal static class GatewayCommands
{
    public static Command Build(CliSurroundings around, Func<NodeSettings, CancellationToken, Task<int>> run)
    {
        var command = new Command("gateway", "Gateways: where calls go through, and their nodes.") { new GatewayRunCommand(around, run).Build(), List(around) };
        command.Aliases.Add("gateways");
        return command;
    }

    private static ApiCommand List(CliSurroundings around) => new ApiCommand("list", "List the gateways with what governs them.", around).Asks(
        (client, _, cancellationToken) => client.GetAsync("/v1/gateways", cancellationToken),
        (answer, _, _) => TableOutput.WriteAsync(around, ["id", "in force", "url", "templates", "environment"],
            [.. answer.Deserialize(ControlJson.Default.PageGatewayView)!.Data.Select(g => new[]
            {
                g.Id, g.Deployed ?? Show.Nothing, g.Url ?? Show.Nothing, g.AllowedTemplates is { } list ? Show.List(list) : "any", g.Environment ?? Show.Nothing,
            })],
            "no gateways"),
        page => page.GetProperty("data"));
}
