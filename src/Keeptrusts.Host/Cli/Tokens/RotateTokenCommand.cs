using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary><c>kt tokens rotate</c></summary>
internal static class RotateTokenCommand
{
    public static ApiCommand Build(CliSurroundings around)
    {
        var reference = TokenReference.Argument();
        var grace = new Option<string?>("--grace") { Description = "How long the old key works on, such as 1h; 0: not at all [default: 1h]" };
        return new ApiCommand("rotate", "Put a fresh key in a token's place; the old one works on for a while.", around, reference, grace).Asks(
            (client, parsed, cancellationToken) => client.PostAsync(
                $"{TokenReference.Path(parsed.GetValue(reference)!)}/rotate", new RotateToken(parsed.GetValue(grace)), ControlJson.Default.RotateToken, cancellationToken),
            (answer, _, client) => MintedText.WriteAsync(around, client, answer.Deserialize(ControlJson.Default.MintedTokenView)!));
    }
}
