namespace Keeptrusts.Host.Cli.Env;

/// <summary>How shells set variables.</summary>
internal static class ShellSyntax
{
    public const string Fish = "fish";
    public const string PowerShell = "powershell";

    public static IReadOnlyList<string> Names { get; } = ["bash", "zsh", "sh", Fish, PowerShell];

    /// <summary>The shell that a person most probably uses here.</summary>
    public static string Guess(CliSurroundings around)
    {
        var shell = Path.GetFileNameWithoutExtension(around.Variable("SHELL") ?? "");
        return Names.Contains(shell) ? shell : around.Variable("PSModulePath") is not null && shell.Length == 0 ? PowerShell : "bash";
    }

    /// <summary>A line that sets a variable, whatever its value.</summary>
    public static string Export(string shell, string name, string value) => shell switch
    {
        Fish => $"set -gx {name} '{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'",
        PowerShell => $"$env:{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => $"export {name}={Quote(value)}",
    };

    // Plain values stay plain, as a person would write them.
    private static string Quote(string value) => value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':')
        ? value
        : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
