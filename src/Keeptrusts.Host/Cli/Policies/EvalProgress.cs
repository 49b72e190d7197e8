using System.Globalization;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary>A line that counts, for a person who waits.</summary>
internal static class EvalProgress
{
    public static Action<int>? For(CliSurroundings around) => around.IsTerminal
        ? lines => around.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{lines} lines "))
        : null;
}
