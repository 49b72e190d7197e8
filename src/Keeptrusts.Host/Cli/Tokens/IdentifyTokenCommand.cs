using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary><c>kt tokens identify</c>: whose key is this? The key comes by standard input, is checked here, and only its hash is sent.</summary>
internal static class IdentifyTokenCommand
{
    public static ApiCommand Build(CliSurroundings around)
    {
        var command = new ApiCommand("identify", "Tell whose key a found string is, without printing it back. Reads it from standard input.", around);
        return command.Runs(async (client, parsed, cancellationToken) =>
        {
            await PromptAsync(around);
            if ((await FoundKey.ReadAsync(around.StandardInput(), cancellationToken)).Refused(out var no, out var key))
            {
                return await ExitCodes.FailAsync(around, no);
            }

            var type = key.Kind == KeyKind.Gateway ? TokenTerms.GatewayType : TokenTerms.ControlType;
            var asked = await client.PostAsync("/v1/tokens/identify", new IdentifyToken(Convert.ToHexStringLower(key.Hash())), ControlJson.Default.IdentifyToken, cancellationToken);
            if (asked.Refused(out var refusal, out var document))
            {
                return await UnknownAsync(around, command.WantsJson(parsed), type, refusal);
            }

            using (document)
            {
                if (command.WantsJson(parsed))
                {
                    var answer = new JsonObject { ["valid"] = true, ["token_type"] = type, ["token"] = JsonNode.Parse(document.RootElement.GetRawText()) };
                    await JsonOutput.WriteAsync(around.Out, JsonElement.Parse(answer.ToJsonString()));
                }
                else
                {
                    await around.Out.WriteLineAsync($"a {type} key with a right checksum, known here:");
                    await TokenText.WriteAsync(around.Out, document.RootElement.Deserialize(ControlJson.Default.TokenView)!);
                }
            }

            return ExitCodes.Done;
        });
    }

    // What the checksum tells is worth something also when nobody can be asked.
    private static async Task<int> UnknownAsync(CliSurroundings around, bool json, string type, Refusal refusal)
    {
        if (json)
        {
            await JsonOutput.WriteAsync(around.Out, JsonElement.Parse(new JsonObject { ["valid"] = true, ["token_type"] = type, ["token"] = null, ["detail"] = refusal.Message }.ToJsonString()));
        }
        else
        {
            await around.Out.WriteLineAsync($"a {type} key with a right checksum");
        }

        return await ExitCodes.FailAsync(around, refusal);
    }

    private static Task PromptAsync(CliSurroundings around) =>
        around.IsTerminal ? around.Error.WriteLineAsync("paste the key, then Enter and Ctrl-D; it is not printed back:") : Task.CompletedTask;
}
