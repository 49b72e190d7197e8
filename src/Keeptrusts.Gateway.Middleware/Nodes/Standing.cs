namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>What a part of a limit comes to.</summary>
internal static class Standing
{
    public static long Of(long limit, int millionths) => (long)((Int128)limit * millionths / NodeTimes.Whole);
}
