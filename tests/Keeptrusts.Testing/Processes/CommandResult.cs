using System.Text.Json.Nodes;

namespace Keeptrusts.Testing.Processes;

/// <summary>What a command left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Output) ?? throw new InvalidOperationException($"No JSON on standard output.\n{this}");

    /// <summary>Throws unless the command succeeded.</summary>
    public CommandResult MustSucceed() =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"The command failed.\n{this}");

    /// <inheritdoc/>
    public override string ToString() => $"exit {ExitCode}\n-- out\n{Output}\n-- err\n{Error}";
}
