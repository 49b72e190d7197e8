using System.CommandLine;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Configurations;

/// <summary>Which configuration a command is about: by its name, or by the gateway that it governs.</summary>
internal sealed class ConfigurationChoice
{
    private readonly Argument<string?> _name = new("configuration") { Description = "Name of the configuration [default: the one of the gateway]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _gateway = new("--gateway") { Description = "The gateway whose configuration is meant", DefaultValueFactory = _ => GatewayNode.LocalId };

    public Symbol[] Symbols => [_name, _gateway];

    public string Gateway(ParseResult parsed) => parsed.GetValue(_gateway)!;

    /// <summary>The configuration's name.</summary>
    public async Task<Outcome<string>> FindAsync(ControlClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_name) is { } name)
        {
            return name;
        }

        if ((await client.GetAsync($"/v1/gateways/{Uri.EscapeDataString(Gateway(parsed))}", cancellationToken)).Refused(out var refusal, out var gateway))
        {
            return refusal;
        }

        using (gateway)
        {
            return gateway.RootElement.GetProperty("configuration").GetString()!;
        }
    }

    /// <summary>The path of the API for it.</summary>
    public static string Path(string name, string rest = "") => $"/v1/configurations/{Uri.EscapeDataString(name)}{rest}";
}
