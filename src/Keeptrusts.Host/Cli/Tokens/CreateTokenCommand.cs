using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary><c>kt tokens create</c></summary>
internal static class CreateTokenCommand
{
    public static ApiCommand Build(CliSurroundings around)
    {
        var type = new Option<string>("--type") { Description = "gateway: calls models; control: uses this command and its API", DefaultValueFactory = _ => TokenTerms.GatewayType };
        type.AcceptOnlyFromAmong(TokenTerms.GatewayType, TokenTerms.ControlType);
        var wanted = new WantedToken();

        return new ApiCommand("create", "Make a key or token. It is shown once.", around, [type, .. wanted.Options]).Asks(
            (client, parsed, cancellationToken) => client.PostAsync(
                "/v1/tokens", wanted.Read(parsed) with { TokenType = parsed.GetValue(type) }, ControlJson.Default.NewToken, cancellationToken),
            (answer, _, client) => answer.TryGetProperty("requested_by", out var _)
                ? MintedText.WritePendingAsync(around, answer.Deserialize(ControlJson.Default.ApprovalView)!)
                : MintedText.WriteAsync(around, client, answer.Deserialize(ControlJson.Default.MintedTokenView)!));
    }
}
