using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.Cli.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Env;

/// <summary><c>kt env</c>: prints what a shell evaluates, so that SDKs find key and address by themselves: <c>eval "$(kt env)"</c>.</summary>
internal static class EnvCommand
{
    /// <summary>The variables that OpenAI's SDKs read.</summary>
    private static readonly string[] Names = ["OPENAI_API_KEY", "OPENAI_BASE_URL"];

    public static Command Build(CliSurroundings around)
    {
        var envFile = new Option<string>("--env-file") { Description = "The file that `kt tokens ensure` keeps", DefaultValueFactory = _ => ".env", HelpName = "FILE" };
        var shell = new Option<string>("--shell") { Description = "Whose syntax: bash, zsh, sh, fish or powershell", DefaultValueFactory = _ => ShellSyntax.Guess(around) };
        shell.AcceptOnlyFromAmong([.. ShellSyntax.Names]);
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("env", "Print the exports of the key in an env file.") { envFile, shell, json };
        command.SetAction((parsed, _) => RunAsync(around, parsed.GetValue(envFile)!, parsed.GetValue(shell)!, parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(CliSurroundings around, string file, string shell, bool json)
    {
        if (Read(Path.GetFullPath(file, around.WorkingDirectory), around.CommandName).Refused(out var refusal, out var text))
        {
            return await ExitCodes.FailAsync(around, refusal);
        }

        var found = Names.Select(name => (Name: name, Value: EnvFile.Get(text, name))).ToList();
        if (found.Find(x => string.IsNullOrEmpty(x.Value)) is { Name: { } missing })
        {
            return await ExitCodes.FailAsync(around, new(RefusalKind.NotFound, $"{file} does not set {missing}; `{around.CommandName} tokens ensure --name NAME --env-file {file}` does"));
        }

        if (json)
        {
            var values = new JsonObject(found.Select(x => KeyValuePair.Create(x.Name, (JsonNode?)x.Value)));
            await JsonOutput.WriteAsync(around.Out, JsonElement.Parse(values.ToJsonString()));
            return ExitCodes.Done;
        }

        foreach (var (name, value) in found)
        {
            await around.Out.WriteLineAsync(ShellSyntax.Export(shell, name, value!));
        }

        return ExitCodes.Done;
    }

    private static Outcome<string> Read(string path, string command)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Refusal(RefusalKind.NotFound, $"there is no {path}; `{command} tokens ensure --name NAME --env-file .env` makes a key and keeps it there");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.Unavailable, $"{path} cannot be read; check that it is a file of yours");
        }
    }
}
