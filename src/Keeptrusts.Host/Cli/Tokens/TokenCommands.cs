using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary><c>kt tokens …</c></summary>
internal static class TokenCommands
{
    public static Command Build(CliSurroundings around) => new("tokens", "Keys for the gateway, tokens for the control plane.")
    {
        CreateTokenCommand.Build(around),
        List(around),
        Show(around),
        EnsureTokenCommand.Build(around),
        RotateTokenCommand.Build(around),
        RevokeTokenCommand.Build(around),
        IdentifyTokenCommand.Build(around),
    };

    private static ApiCommand List(CliSurroundings around)
    {
        (string Field, Option<string?> Option)[] filters =
        [
            ("team_id", new("--team-id") { Description = "Only of this team" }),
            ("owner", new("--owner") { Description = "Only of this owner" }),
            ("template", new("--template") { Description = "Only from this template" }),
            ("status", new("--status") { Description = "active, expired or revoked" }),
        ];
        return new ApiCommand("list", "List keys and tokens; the keys themselves are stored nowhere.", around, [.. filters.Select(f => f.Option)]).Asks(
            (client, parsed, cancellationToken) =>
            {
                var query = filters.Select(f => (f.Field, Value: parsed.GetValue(f.Option))).Where(f => f.Value is not null).Select(f => $"{f.Field}={Uri.EscapeDataString(f.Value!)}");
                return client.ListAsync($"/v1/tokens?{string.Join('&', query)}", cancellationToken);
            },
            (answer, _, _) =>
            {
                var tokens = answer.Deserialize(ControlJson.Default.PageTokenView)!.Data;
                return TableOutput.WriteAsync(around, ["id", "key", "name", "type", "team", "owner", "template", "status", "expires", "last used"], [.. tokens.Select(Row)],
                    $"no keys yet; `{around.CommandName} tokens create --type gateway --name my-first-key --team-id default --expires-in 7d` makes one");
            },
            page => page.GetProperty("data"));
    }

    private static string[] Row(TokenView token) =>
    [
        token.Id, token.Prefix + "…", token.Name, token.TokenType, token.TeamId ?? Output.Show.Nothing, token.Owner ?? Output.Show.Nothing, token.Template ?? Output.Show.Nothing,
        token.Status, Output.Show.Time(token.ExpiresAt), Output.Show.Time(token.LastUsedAt),
    ];

    private static ApiCommand Show(CliSurroundings around)
    {
        var reference = TokenReference.Argument();
        return new ApiCommand("show", "Show one key or token.", around, reference).Asks(
            (client, parsed, cancellationToken) => client.GetAsync(TokenReference.Path(parsed.GetValue(reference)!), cancellationToken),
            (answer, _, _) => TokenText.WriteAsync(around.Out, answer.Deserialize(ControlJson.Default.TokenView)!));
    }
}
