using Keeptrusts.Host.Cli;
using Keeptrusts.Host.Composition;

namespace Keeptrusts.Host.Tests.Running;

/// <summary>What a command left behind.</summary>
internal sealed record KtResult(int ExitCode, string Out, string Error);

/// <summary>Runs the command line in process.</summary>
internal static class Kt
{
    public static Task<KtResult> RunAsync(string? data, params string[] args) => RunAsync(data, [], args);

    public static async Task<KtResult> RunAsync(string? data, Dictionary<string, string> environment, string[] args, string input = "", TextWriter? output = null, string? folder = null, CancellationToken cancellationToken = default)
    {
        using var fresh = new TempFolder();
        using var written = new StringWriter();
        using var errors = new StringWriter();
        if (data is not null)
        {
            environment = new(environment) { ["KEEPTRUSTS_DATA"] = data };
        }

        var around = new CliSurroundings
        {
            Out = TextWriter.Synchronized(output ?? written),
            Error = errors,
            StandardInput = () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(input)),
            Environment = environment.GetValueOrDefault,
            WorkingDirectory = folder ?? fresh.Location,
            IsTerminal = false,
            Time = TimeProvider.System,
        };
        var code = await KtCommandLine.RunAsync(args, around, new UpRunner(around).RunAsync, cancellationToken: cancellationToken);
        return new(code, written.ToString(), errors.ToString());
    }
}
