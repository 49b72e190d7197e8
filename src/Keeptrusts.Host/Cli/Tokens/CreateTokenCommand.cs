using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary><c>kt tokens create</c>. Only the lines to paste go to standard output, so that <c>eval "$(kt tokens create …)"</c> works.</summary>
internal static class CreateTokenCommand
{
    public static ApiCommand Build(CliSurroundings around)
    {
        var type = new Option<string>("--type") { Description = "gateway: calls models; control: uses this command and its API", DefaultValueFactory = _ => TokenTerms.GatewayType };
        type.AcceptOnlyFromAmong(TokenTerms.GatewayType, TokenTerms.ControlType);
        var name = new Option<string>("--name") { Description = "A name to recognise it by", Required = true };
        var team = new Option<string?>("--team-id") { Description = "The team that it belongs to [default for gateway keys: default]" };
        var owner = new Option<string?>("--owner") { Description = "Who uses it; policies see this as the user" };
        var expiresIn = new Option<string?>("--expires-in") { Description = "How long it works, such as 30m, 12h, 7d or 2w [default: until it is revoked]" };
        var models = new Option<string[]>("--model") { Description = "A model that it may ask for (globs; may be repeated) [default: any]" };
        var roles = new Option<string[]>("--role") { Description = "Its role (may be repeated): any word that the policy's `rbac` knows for a gateway key; admin, manager, developer or viewer for a control token" };

        return new ApiCommand("create", "Make a key or token. It is shown once.", around, type, name, team, owner, expiresIn, models, roles).Asks(
            (client, parsed, cancellationToken) => client.PostAsync(
                "/v1/tokens",
                new NewToken
                {
                    TokenType = parsed.GetValue(type),
                    Name = parsed.GetValue(name),
                    TeamId = parsed.GetValue(team),
                    Owner = parsed.GetValue(owner),
                    ExpiresIn = parsed.GetValue(expiresIn),
                    AllowedModels = parsed.GetValue(models),
                    Roles = parsed.GetValue(roles),
                },
                ControlJson.Default.NewToken,
                cancellationToken),
            async (answer, _, client) =>
            {
                var minted = answer.Deserialize(ControlJson.Default.MintedTokenView)!;
                var until = minted.ExpiresAt is null ? "until it is revoked" : $"until {Show.Time(minted.ExpiresAt)}";
                await around.Error.WriteLineAsync($"made {minted.Id} ({minted.Name}, team {minted.TeamId ?? Show.Nothing}); it works {until}. The key is shown only now:");
                await around.Out.WriteLineAsync(minted.BaseUrl is { } baseUrl
                    ? $"export OPENAI_API_KEY={minted.Key}\nexport OPENAI_BASE_URL={baseUrl}"
                    : $"export KEEPTRUSTS_API_TOKEN={minted.Key}\nexport KEEPTRUSTS_API_URL={client.Url}");
            });
    }
}
