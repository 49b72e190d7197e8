using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Events;

/// <summary><c>kt events checkpoints</c> and <c>kt events public-key</c>: what to keep elsewhere, so that a later check needs to trust nobody.</summary>
internal static class KeepCommands
{
    public static ApiCommand Checkpoints(CliSurroundings around)
    {
        var output = Output();
        return new ApiCommand("checkpoints", "Print the newest checkpoint of each chain, one a line; keep them elsewhere.", around, output).Runs(
            async (client, parsed, cancellationToken) =>
            {
                if ((await client.ListAsync("/v1/events/checkpoints", cancellationToken)).Refused(out var refusal, out var answer))
                {
                    return await ExitCodes.FailAsync(around, refusal);
                }

                using (answer)
                {
                    var lines = answer.RootElement.GetProperty("data").EnumerateArray()
                        .Select(item => JsonSerializer.Serialize(item.Deserialize(ControlJson.Default.CheckpointView)!, ControlJson.Sentences.CheckpointView) + "\n");
                    return await WriteAsync(around, parsed.GetValue(output), string.Concat(lines));
                }
            });
    }

    public static ApiCommand PublicKey(CliSurroundings around)
    {
        var output = Output();
        var command = new ApiCommand("public-key", "Print the public key of the checkpoints, in PEM.", around, output);
        return command.Runs(
            async (client, parsed, cancellationToken) =>
            {
                if ((await client.SendAsync(HttpMethod.Get, "/v1/events/public-key", null, cancellationToken)).Refused(out var refusal, out var response))
                {
                    return await ExitCodes.FailAsync(around, refusal);
                }

                using (response)
                {
                    var pem = await response.Content.ReadAsStringAsync(cancellationToken);
                    return await WriteAsync(around, parsed.GetValue(output), command.WantsJson(parsed) ? new JsonObject { ["public_key"] = pem }.ToJsonString() + "\n" : pem);
                }
            });
    }

    private static Option<string?> Output() => new("--output", "-o") { Description = "Write to a file", HelpName = "FILE" };

    private static async Task<int> WriteAsync(CliSurroundings around, string? file, string text)
    {
        if (file is null)
        {
            await around.Out.WriteAsync(text);
            return ExitCodes.Done;
        }

        try
        {
            await File.WriteAllTextAsync(Path.GetFullPath(file, around.WorkingDirectory), text);
            return ExitCodes.Done;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return await ExitCodes.FailAsync(around, new(RefusalKind.Unavailable, $"{file} cannot be written; check the folder"));
        }
    }
}
