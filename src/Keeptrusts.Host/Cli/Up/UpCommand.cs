using System.CommandLine;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Up;

/// <summary><c>kt up</c>, and <c>kt</c> alone.</summary>
internal sealed class UpCommand(CliSurroundings around, Func<HostSettings, CancellationToken, Task<int>> run)
{
    private readonly Option<string?> _listen = new("--listen") { Description = $"Address of the gateway [env: KEEPTRUSTS_LISTEN, default: {HostSettings.DefaultListen}]", HelpName = "ADDRESS:PORT" };
    private readonly Option<string?> _control = new("--control") { Description = $"Address of control plane and console [env: KEEPTRUSTS_CONTROL, default: {HostSettings.DefaultControl}]", HelpName = "ADDRESS:PORT" };
    private readonly Option<string?> _data = new("--data") { Description = $"Data folder [env: KEEPTRUSTS_DATA, default: {HostSettings.DefaultData}]", HelpName = "DIR" };
    private readonly Option<string?> _policyConfig = new("--policy-config") { Description = "Policy document to deploy, and again whenever it changes [env: KEEPTRUSTS_POLICY_CONFIG]", HelpName = "FILE" };
    private readonly Option<string?> _environment = new("--environment") { Description = "Deployment environment that policies see, such as `prod` [env: KEEPTRUSTS_ENVIRONMENT]", HelpName = "E" };
    private readonly Option<string?> _templates = new("--templates") { Description = "Folder of templates beside those shipped, one a .yaml file [env: KEEPTRUSTS_TEMPLATES]", HelpName = "DIR" };
    private readonly Option<bool> _behindProxy = new("--behind-proxy") { Description = "A proxy that ends TLS stands in front; needed to listen beyond this machine [env: KEEPTRUSTS_BEHIND_PROXY=true]" };
    private readonly Option<string?> _durability = new("--journal-durability") { Description = "What recorded events survive: process (kill -9), or disk (loss of power; each batch is synced) [env: KEEPTRUSTS_DURABILITY, default: process]", HelpName = "process|disk" };
    private readonly Option<string?> _retention = new("--retention-days") { Description = "How long events are kept whose policy does not say [env: KEEPTRUSTS_RETENTION_DAYS, default: for ever]", HelpName = "DAYS" };
    private readonly Option<string?> _keys = new("--keys") { Description = "Folder of the key that signs the audit trail [env: KEEPTRUSTS_KEYS, default: `keys` in the data folder]", HelpName = "DIR" };
    private readonly Option<string?> _oidc = new("--oidc-authority") { Description = "OpenID provider that people may sign in to the console with; its client secret is read from KEEPTRUSTS_OIDC_CLIENT_SECRET [env: KEEPTRUSTS_OIDC_AUTHORITY]", HelpName = "URL" };
    private readonly Option<string?> _oidcClient = new("--oidc-client-id") { Description = "Id under which the provider knows this console; it must send people back to /signin/provider [env: KEEPTRUSTS_OIDC_CLIENT_ID]", HelpName = "ID" };
    private readonly Option<string?> _oidcGroups = new("--oidc-groups") { Description = "What the provider's groups give: group=admin or group=team:role, with commas between [env: KEEPTRUSTS_OIDC_GROUPS]", HelpName = "RULES" };
    private readonly Option<string?> _oidcClaim = new("--oidc-groups-claim") { Description = "Claim that lists a person's groups [env: KEEPTRUSTS_OIDC_GROUPS_CLAIM, default: groups]", HelpName = "CLAIM" };
    private readonly Option<string[]> _trusted = new("--trusted-proxy") { Description = TrustedProxies.Description, HelpName = "CIDR" };
    private readonly LimitOptions _limits = new();

    public Command Build()
    {
        var command = new Command("up", "Run gateway, control plane and console on this machine.");
        AddTo(command);
        return command;
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_listen, _control, _data, _policyConfig, _environment, _templates, _behindProxy, _durability, _retention, _keys, _trusted, .. _limits.All, _oidc, _oidcClient, _oidcGroups, _oidcClaim])
        {
            command.Options.Add(option);
        }

        command.SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (_limits.Read(parsed, around).Refused(out var badLimit, out var limits))
        {
            await around.Error.WriteLineAsync(badLimit.Message);
            return ExitCodes.CouldNot;
        }

        var wanted = new HostWishes(
            parsed.GetValue(_listen), parsed.GetValue(_control), parsed.GetValue(_data), parsed.GetValue(_policyConfig), parsed.GetValue(_environment), parsed.GetValue(_behindProxy), parsed.GetValue(_templates))
        {
            Durability = parsed.GetValue(_durability),
            RetentionDays = parsed.GetValue(_retention),
            Keys = parsed.GetValue(_keys),
            Trusted = parsed.GetValue(_trusted) ?? [],
            Limits = limits,
            Oidc = new(parsed.GetValue(_oidc), parsed.GetValue(_oidcClient), parsed.GetValue(_oidcGroups), parsed.GetValue(_oidcClaim)),
        };
        if (wanted.Check(around).Refused(out var refusal, out var settings))
        {
            await around.Error.WriteLineAsync(refusal.Message);
            return ExitCodes.CouldNot;
        }

        return await run(settings, cancellationToken);
    }
}
