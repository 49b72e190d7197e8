using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary>Reads what the commands about policies are given.</summary>
internal static class PolicyFile
{
    /// <summary>The document's usual name.</summary>
    public const string DefaultName = "policy-config.yaml";

    /// <summary>Loads a document and prints what is wrong with it.</summary>
    /// <returns>The plan, or <see langword="null"/> where the document does not load; and its text.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<(PolicyPlan? Plan, string Text)> LoadAsync(CliSurroundings around, string file, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(file, around.WorkingDirectory);
        var text = await File.ReadAllTextAsync(path, cancellationToken);
        var loaded = PolicyEngine.Load(text, new PolicyOptions { ReadFile = PolicyOptions.FilesOf(Path.GetDirectoryName(path)!) });
        await ReportAsync(around, file, loaded.Diagnostics);
        return (loaded.Plan, text);
    }

    /// <summary>Prints diagnostics as compilers do, infos aside.</summary>
    public static async Task ReportAsync(CliSurroundings around, string file, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var problem in diagnostics.Where(d => d.Severity != DiagnosticSeverity.Info))
        {
            await around.Error.WriteLineAsync(DiagnosticText.Of(file, problem));
        }
    }

    /// <summary>Runs a command; a file that cannot be read or written becomes a sentence and exit code 2.</summary>
    /// <param name="around">Where output goes.</param>
    /// <param name="options">The options that name files.</param>
    /// <param name="run">The command.</param>
    public static async Task<int> GuardAsync(CliSurroundings around, string options, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The message of a file error names the path and the reason, nothing of the content.
            await around.Error.WriteLineAsync($"{exception.Message} Check {options}.");
            return ExitCodes.CouldNot;
        }
    }
}
