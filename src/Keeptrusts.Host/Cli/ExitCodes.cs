using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli;

/// <summary>What scripts read.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int SaidNo = 1;
    public const int CouldNot = 2;

    public static int Of(Refusal refusal) => refusal.Kind is RefusalKind.Unauthenticated or RefusalKind.Unavailable ? CouldNot : SaidNo;

    /// <summary>Prints a refusal and gives its exit code.</summary>
    public static async Task<int> FailAsync(CliSurroundings around, Refusal refusal)
    {
        // A sentence may quote an argument, and somebody may have given a key where a name belongs.
        await around.Error.WriteLineAsync(KeyMask.Clean(refusal.Message));
        return Of(refusal);
    }
}
