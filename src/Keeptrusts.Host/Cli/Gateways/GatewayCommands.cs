using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Routing;
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
        var command = new Command("gateway", "Gateways: where calls go through, and their nodes.") { new GatewayRunCommand(around, run).Build(), List(around), Nodes(around) };
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

    private static ApiCommand Nodes(CliSurroundings around)
    {
        var id = new Argument<string>("gateway") { Description = $"Id of the gateway [default: {GatewayNode.LocalId}]", DefaultValueFactory = _ => GatewayNode.LocalId };
        return new ApiCommand("nodes", "List the processes that serve as a gateway, with the health of their targets.", around, id).Asks(
            (client, parsed, cancellationToken) => client.GetAsync($"/v1/gateways/{Uri.EscapeDataString(parsed.GetValue(id)!)}/nodes", cancellationToken),
            (answer, _, _) => TableOutput.WriteAsync(around, ["id", "status", "address", "version", "started", "last seen", "targets"],
                [.. answer.Deserialize(ControlJson.Default.PageNodeView)!.Data.Select(n => new[]
                {
                    n.Id, n.Status, n.Address ?? Show.Nothing, n.Version ?? Show.Nothing, Show.Time(n.StartedAt), Show.Time(n.LastSeenAt), Show.List([.. n.Targets.Select(Target)]),
                })],
                "no node serves as this gateway"),
            page => page.GetProperty("data"));
    }

    private static string Target(TargetView target) =>
        target.State == BreakerStates.Closed ? target.Id : $"{target.Id} ({target.State}{(target.LastFailure is { } failure ? $", {failure}" : "")})";
}
