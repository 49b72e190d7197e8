using System.CommandLine;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Gateways;

/// <summary><c>kt gateway run</c>.</summary>
internal sealed class GatewayRunCommand(CliSurroundings around, Func<NodeSettings, CancellationToken, Task<int>> run)
{
    private readonly Option<string[]> _controlPlane = new("--control-plane") { Description = "Address of a control plane; several are tried in turn [env: KEEPTRUSTS_CONTROL_PLANE]", HelpName = "URL", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string?> _token = new("--gateway-token") { Description = "Control token of the role `gateway` [env: KEEPTRUSTS_GATEWAY_TOKEN, which no process list shows]", HelpName = "TOKEN" };
    private readonly Option<string?> _listen = new("--listen") { Description = $"Address of the gateway [env: KEEPTRUSTS_LISTEN, default: {HostSettings.DefaultListen}]", HelpName = "ADDRESS:PORT" };
    private readonly Option<string?> _data = new("--data") { Description = $"Data folder of this node [env: KEEPTRUSTS_DATA, default: {NodeWishes.DefaultData}]", HelpName = "DIR" };
    private readonly Option<string?> _gateway = new("--gateway") { Description = $"The gateway to serve as [env: KEEPTRUSTS_GATEWAY, default: {GatewayNode.LocalId}]", HelpName = "ID" };
    private readonly Option<string?> _environment = new("--environment") { Description = "Deployment environment that policies see [env: KEEPTRUSTS_ENVIRONMENT, default: the gateway's]", HelpName = "E" };
    private readonly Option<string?> _maxStale = new("--max-stale-seconds") { Description = "How long to serve while no control plane can be reached [env: KEEPTRUSTS_MAX_STALE_SECONDS, default: 300]", HelpName = "SECONDS" };
    private readonly Option<bool> _behindProxy = new("--behind-proxy") { Description = "A proxy that ends TLS stands in front; needed to listen beyond this machine [env: KEEPTRUSTS_BEHIND_PROXY=true]" };
    private readonly Option<bool> _allowHttp = new("--allow-http") { Description = "Let a control plane on another machine be reached without TLS" };
    private readonly Option<string[]> _trusted = new("--trusted-proxy") { Description = TrustedProxies.Description, HelpName = "CIDR" };
    private readonly LimitOptions _limits = new();

    public Command Build()
    {
        var command = new Command("run", "Run a gateway node here, linked to a control plane elsewhere.");
        foreach (var option in (Option[])[_controlPlane, _token, _listen, _data, _gateway, _environment, _maxStale, _behindProxy, _allowHttp, _trusted, .. _limits.All])
        {
            command.Options.Add(option);
        }

        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (_limits.Read(parsed, around).Refused(out var badLimit, out var limits))
        {
            await around.Error.WriteLineAsync(badLimit.Message);
            return ExitCodes.CouldNot;
        }

        var wanted = new NodeWishes(
            parsed.GetValue(_controlPlane) ?? [], parsed.GetValue(_token), parsed.GetValue(_listen), parsed.GetValue(_data), parsed.GetValue(_gateway), parsed.GetValue(_environment),
            parsed.GetValue(_maxStale), parsed.GetValue(_behindProxy), parsed.GetValue(_allowHttp))
        {
            Trusted = parsed.GetValue(_trusted) ?? [],
            Limits = limits,
        };
        if (wanted.Check(around).Refused(out var refusal, out var settings))
        {
            await around.Error.WriteLineAsync(refusal.Message);
            return ExitCodes.CouldNot;
        }

        return await run(settings, cancellationToken);
    }
}
