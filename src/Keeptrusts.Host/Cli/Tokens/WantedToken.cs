using System.CommandLine;
using Keeptrusts.Host.ControlPlane.Tokens;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary>The options that say what a key shall be, for the commands that make one.</summary>
internal sealed class WantedToken
{
    private readonly Option<string> _name = new("--name") { Description = "A name to recognise it by", Required = true };
    private readonly Option<string?> _team = new("--team-id") { Description = "The team that it belongs to [default for gateway keys: your own, else default]" };
    private readonly Option<string?> _owner = new("--owner") { Description = "Who uses it; policies see this as the user" };
    private readonly Option<string?> _expiresIn = new("--expires-in") { Description = "How long it works, such as 30m, 12h, 7d or 2w [default: as long as its template allows, else until it is revoked]" };
    private readonly Option<string?> _template = new("--template") { Description = "The template that governs it and says what needs no approval" };
    private readonly Option<decimal?> _budget = new("--budget") { Description = "What all its calls together may cost", HelpName = "USD" };
    private readonly Option<string[]> _models = new("--model") { Description = "A model that it may ask for (globs; may be repeated) [default: any]" };
    private readonly Option<string?> _configuration = new("--configuration") { Description = "The configuration it is pinned to [default: its template's, else its team's, else the gateway's]" };
    private readonly Option<bool> _onBehalfOf = new("--on-behalf-of") { Description = "Its caller may name the user that it acts for" };
    private readonly Option<string[]> _roles = new("--role") { Description = "Its role (may be repeated): any word that the policy's `rbac` knows for a gateway key; admin, manager, developer or viewer for a control token, gateway for that of a node, metrics for Prometheus'" };

    public Option[] Options => [_name, _team, _owner, _expiresIn, _template, _budget, _models, _configuration, _onBehalfOf, _roles];

    public NewToken Read(ParseResult parsed) => new()
    {
        Name = parsed.GetValue(_name),
        TeamId = parsed.GetValue(_team),
        Owner = parsed.GetValue(_owner),
        ExpiresIn = parsed.GetValue(_expiresIn),
        Template = parsed.GetValue(_template),
        Budget = parsed.GetValue(_budget),
        AllowedModels = parsed.GetValue(_models),
        Configuration = parsed.GetValue(_configuration),
        OnBehalfOf = parsed.GetValue(_onBehalfOf) ? true : null,
        Roles = parsed.GetValue(_roles),
    };
}
