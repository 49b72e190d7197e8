namespace Keeptrusts.Host.Cli;

/// <summary>What a command takes from the process it runs in, so that tests can give it others.</summary>
internal sealed record CliSurroundings
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public required Func<Stream> StandardInput { get; init; }

    /// <summary>Finds an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>Whether a person reads the output: then tables and colour.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>Whether a person is there to answer questions.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Reads a line that is not shown while it is typed; <see langword="null"/> where nobody can.</summary>
    public Func<string?> ReadHidden { get; init; } = static () => null;

    public required TimeProvider Time { get; init; }

    /// <summary>How a person here types the command: in a clone it is the script at its root.</summary>
    public string CommandName => File.Exists(Path.Combine(WorkingDirectory, "kt")) && File.Exists(Path.Combine(WorkingDirectory, "Keeptrusts.sln")) ? "./kt" : "kt";

    public static CliSurroundings OfProcess() => new()
    {
        Out = System.Console.Out,
        Error = System.Console.Error,
        StandardInput = System.Console.OpenStandardInput,
        Environment = System.Environment.GetEnvironmentVariable,
        WorkingDirectory = Directory.GetCurrentDirectory(),
        IsTerminal = !System.Console.IsOutputRedirected,
        CanAsk = !System.Console.IsOutputRedirected && !System.Console.IsInputRedirected,
        ReadHidden = HiddenLine.Read,
        Time = TimeProvider.System,
    };

    /// <summary>An environment variable, unless it is absent or empty.</summary>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;
}
