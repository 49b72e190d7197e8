using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary><c>kt tokens ensure</c>: run before a program starts, it leaves a good key in the program's <c>.env</c> file, and touches nothing while there is one.</summary>
internal static class EnsureTokenCommand
{
    private const string KeyVariable = "OPENAI_API_KEY";
    private const string UrlVariable = "OPENAI_BASE_URL";

    public static ApiCommand Build(CliSurroundings around)
    {
        var wanted = new WantedToken();
        var envFile = new Option<string>("--env-file") { Description = "The file that holds the key", DefaultValueFactory = _ => ".env", HelpName = "FILE" };
        var command = new ApiCommand("ensure", "Keep a good key in an env file: make it, or renew it when its time has come.", around, [.. wanted.Options, envFile]);
        return command.Runs(async (client, parsed, cancellationToken) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(envFile)!, around.WorkingDirectory);
            if (Read(path).Refused(out var unreadable, out var text))
            {
                return await ExitCodes.FailAsync(around, unreadable);
            }

            var asked = await client.PostAsync("/v1/tokens/ensure", new EnsureToken { Token = wanted.Read(parsed), Sha256 = HashAtHand(text) }, ControlJson.Default.EnsureToken, cancellationToken);
            if (asked.Refused(out var refusal, out var document))
            {
                return await ExitCodes.FailAsync(around, refusal);
            }

            using (document)
            {
                var ensured = document.RootElement.Deserialize(ControlJson.Default.EnsuredView)!;
                if (ensured.Approval is null && await WriteAsync(around, path, text, ensured, cancellationToken) is { } unwritable)
                {
                    return await ExitCodes.FailAsync(around, unwritable);
                }

                await (command.WantsJson(parsed) ? WriteJsonAsync(around, ensured) : WriteTextAsync(around, path, ensured));
            }

            return ExitCodes.Done;
        });
    }

    private static Outcome<string> Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.Unavailable, $"{path} cannot be read; check that it is a file of yours");
        }
    }

    private static string? HashAtHand(string text) =>
        GatewayKey.TryParse(EnvFile.Get(text, KeyVariable), out var key) ? Convert.ToHexStringLower(key!.Hash()) : null;

    private static async Task<Refusal?> WriteAsync(CliSurroundings around, string path, string text, EnsuredView ensured, CancellationToken cancellationToken)
    {
        var changed = EnvFile.Set(ensured.Key is { } key ? EnvFile.Set(text, KeyVariable, key) : text, UrlVariable, ensured.BaseUrl);
        if (changed == text)
        {
            return null;
        }

        try
        {
            await OwnerOnlyFile.WriteAsync(path, changed, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.Unavailable, $"{path} cannot be written, so the new key {ensured.Token?.Id} is lost; make the folder writable and run this again, which makes another");
        }

        if (await GitIgnore.IsExposedAsync(path, cancellationToken))
        {
            await around.Error.WriteLineAsync($"warning: git does not ignore {path}, and it holds a key; add it to .gitignore");
        }

        return null;
    }

    private static Task WriteTextAsync(CliSurroundings around, string path, EnsuredView ensured) => ensured.Approval is { } approval
        ? MintedText.WritePendingAsync(around, approval)
        : around.Out.WriteLineAsync($"{ensured.Status} {ensured.Token!.Id} ({ensured.Token.Name}) in {path}: {ensured.Reason}; it works until {(ensured.Token.ExpiresAt is null ? "it is revoked" : Show.Time(ensured.Token.ExpiresAt))}");

    // The key is in the file; it needs to be nowhere else.
    private static Task WriteJsonAsync(CliSurroundings around, EnsuredView ensured) =>
        JsonOutput.WriteAsync(around.Out, JsonSerializer.SerializeToElement(ensured with { Key = null }, ControlJson.Default.EnsuredView));
}
