using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary><c>kt tokens …</c></summary>
internal static class TokenCommands
{
    // The prefix as listed; more of a pasted key must not travel in a URL.
    private const int PrefixLength = 12;

    public static Command Build(CliSurroundings around) => new("tokens", "Keys for the gateway, tokens for the control plane.")
    {
        CreateTokenCommand.Build(around),
        List(around),
        Show(around),
        Revoke(around),
    };

    private static ApiCommand List(CliSurroundings around) => new ApiCommand("list", "List keys and tokens; the keys themselves are stored nowhere.", around).Asks(
        (client, _, cancellationToken) => client.GetAsync("/v1/tokens", cancellationToken),
        (answer, _, _) =>
        {
            var tokens = answer.Deserialize(ControlJson.Default.PageTokenView)!.Data;
            var rows = tokens.Select(t => new[] { t.Id, t.Prefix + "…", t.Name, t.TokenType, t.TeamId ?? Output.Show.Nothing, t.Status, Output.Show.Time(t.ExpiresAt), Output.Show.Time(t.LastUsedAt) });
            return TableOutput.WriteAsync(around, ["id", "key", "name", "type", "team", "status", "expires", "last used"], [.. rows],
                $"no keys yet; `{around.CommandName} tokens create --type gateway --name my-first-key --team-id default --expires-in 7d` makes one");
        },
        page => page.GetProperty("data"));

    private static ApiCommand Show(CliSurroundings around)
    {
        var reference = Reference();
        return new ApiCommand("show", "Show one key or token.", around, reference).Asks(
            (client, parsed, cancellationToken) => client.GetAsync(Path(parsed.GetValue(reference)!), cancellationToken),
            (answer, _, _) => TokenText.WriteAsync(around.Out, answer.Deserialize(ControlJson.Default.TokenView)!));
    }

    private static ApiCommand Revoke(CliSurroundings around)
    {
        var reference = Reference();
        return new ApiCommand("revoke", "Revoke a key or token; its next request is refused.", around, reference).Asks(
            (client, parsed, cancellationToken) => client.PostAsync($"{Path(parsed.GetValue(reference)!)}/revoke", cancellationToken),
            (answer, _, _) =>
            {
                var token = answer.Deserialize(ControlJson.Default.TokenView)!;
                return around.Out.WriteLineAsync($"revoked {token.Id} ({token.Name}) at {Output.Show.Time(token.RevokedAt)}");
            });
    }

    private static Argument<string> Reference() => new("token") { Description = "Its id, its first characters as listed, or its name" };

    private static string Path(string reference)
    {
        var isKey = reference.StartsWith("kt_gk_", StringComparison.Ordinal) || reference.StartsWith("kt_ak_", StringComparison.Ordinal);
        return $"/v1/tokens/{Uri.EscapeDataString(isKey && reference.Length > PrefixLength ? reference[..PrefixLength] : reference)}";
    }
}
