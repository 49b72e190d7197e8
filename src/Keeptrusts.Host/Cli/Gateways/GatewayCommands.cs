using System.CommandLine;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Gateways;

/// <summary><c>kt gateway</c>.</summary>
internal static class GatewayCommands
{
    public static Command Build(CliSurroundings around, Func<NodeSettings, CancellationToken, Task<int>> run) =>
        new("gateway", "Gateways and their nodes.") { new GatewayRunCommand(around, run).Build() };
}
