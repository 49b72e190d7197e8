using System.CommandLine;
using System.Text;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Events.Trail;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Events;

/// <summary><c>kt events verify</c>: checks an export, or what the database has, with nothing but the public key.</summary>
internal sealed class VerifyCommand
{
    private readonly CliSurroundings _around;
    private readonly Option<string?> _file = new("--file", "-f") { Description = "An export to check, instead of the database of the control plane", HelpName = "FILE" };
    private readonly Option<string[]> _checkpoints = new("--checkpoint") { Description = "A checkpoint that was kept elsewhere (`kt events checkpoints`); the trail must reach it", HelpName = "FILE", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _keys = new("--public-key") { Description = "Public key whose checkpoints are believed (`kt events public-key`)", HelpName = "FILE", DefaultValueFactory = _ => [] };

    private VerifyCommand(CliSurroundings around) => _around = around;

    public static ApiCommand Build(CliSurroundings around)
    {
        var verify = new VerifyCommand(around);
        var command = new ApiCommand("verify", "Check that no event was altered, removed or moved.", around, verify._file, verify._checkpoints, verify._keys);
        return command.Runs((client, parsed, cancellationToken) => verify.RunAsync(client, parsed, command.WantsJson(parsed), cancellationToken));
    }

    private async Task<int> RunAsync(ControlClient client, ParseResult parsed, bool json, CancellationToken cancellationToken)
    {
        using var keys = new PublicKeys();
        var file = parsed.GetValue(_file);
        if (ReadKeys(parsed.GetValue(_keys)!, keys) is { } badKey)
        {
            return await ExitCodes.FailAsync(_around, badKey);
        }

        var given = keys.Count > 0;
        if (!given && file is null && await AskForKeyAsync(client, keys, cancellationToken) is { } keyless)
        {
            return await ExitCodes.FailAsync(_around, keyless);
        }

        var verifier = new TrailVerifier(keys, trustHeader: !given && file is not null);
        if (ReadCheckpoints(parsed.GetValue(_checkpoints)!, verifier) is { } badCheckpoint)
        {
            return await ExitCodes.FailAsync(_around, badCheckpoint);
        }

        if ((file is null ? await ReadDatabaseAsync(client, verifier, cancellationToken) : ReadFile(file, verifier)) is { } unread)
        {
            return await ExitCodes.FailAsync(_around, unread);
        }

        var report = verifier.Complete();
        await (json
            ? JsonOutput.WriteAsync(_around.Out, JsonSerializer.SerializeToElement(report, ControlJson.Sentences.TrailReport))
            : TrailText.WriteAsync(_around.Out, report, given ? "the key given" : file is null ? "the control plane's own key" : "the key that the export names itself; give --public-key to know who signed"));
        return report.Verified ? ExitCodes.Done : ExitCodes.SaidNo;
    }

    private Refusal? ReadKeys(string[] files, PublicKeys keys)
    {
        foreach (var file in files)
        {
            if (Text(file).Refused(out var refusal, out var pem))
            {
                return refusal;
            }

            if (!keys.TryAdd(pem))
            {
                return new(RefusalKind.Unavailable, $"{file} holds no public key on the curve P-256 in PEM; `kt events public-key` prints one");
            }
        }

        return null;
    }

    private static async Task<Refusal?> AskForKeyAsync(ControlClient client, PublicKeys keys, CancellationToken cancellationToken)
    {
        if ((await client.SendAsync(HttpMethod.Get, "/v1/events/public-key", null, cancellationToken)).Refused(out var refusal, out var response))
        {
            return refusal;
        }

        using (response)
        {
            return keys.TryAdd(await response.Content.ReadAsStringAsync(cancellationToken))
                ? null
                : new(RefusalKind.Unavailable, $"what answers at {client.Url} gave no public key; check the address");
        }
    }

    private Refusal? ReadCheckpoints(string[] files, TrailVerifier verifier)
    {
        foreach (var file in files)
        {
            if (Text(file).Refused(out var refusal, out var text))
            {
                return refusal;
            }

            try
            {
                foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    verifier.Expect(JsonSerializer.Deserialize(line, ControlJson.Default.CheckpointView)!.ToRecord());
                }
            }
            catch (Exception exception) when (exception is JsonException or NullReferenceException)
            {
                return new(RefusalKind.Unavailable, $"{file} holds no checkpoints, one a line; `kt events checkpoints --output FILE` writes them");
            }
        }

        return null;
    }

    private Refusal? ReadFile(string file, TrailVerifier verifier)
    {
        try
        {
            using var reader = new StreamReader(Path.GetFullPath(file, _around.WorkingDirectory), Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                verifier.Take(line);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new(RefusalKind.Unavailable, $"{file} cannot be read; check the path given with --file");
        }

        return verifier.HasRead ? null : new(RefusalKind.Unavailable, $"{file} is no export; `kt events export --output FILE` writes one");
    }

    private static async Task<Refusal?> ReadDatabaseAsync(ControlClient client, TrailVerifier verifier, CancellationToken cancellationToken)
    {
        await using var lines = ExportReader.Open(client, "", cancellationToken);
        if (await lines.BeginAsync() is { } refusal)
        {
            return refusal;
        }

        while (await lines.NextAsync() is { } line)
        {
            verifier.Take(line);
        }

        return verifier.HasEnded ? null : new(RefusalKind.Unavailable, $"the events broke off: the control plane at {client.Url} stopped in the middle; try again");
    }

    private Outcome<string> Text(string file)
    {
        try
        {
            return File.ReadAllText(Path.GetFullPath(file, _around.WorkingDirectory));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.Unavailable, $"{file} cannot be read; check the path");
        }
    }
}
