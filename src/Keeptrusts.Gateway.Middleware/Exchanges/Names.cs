using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>Enumerations as events, headers and errors spell them.</summary>
internal static class Names
{
    private static readonly string[] Verdicts = [.. Enum.GetNames<Verdict>().Select(name => name.ToLowerInvariant())];
    private static readonly string[] Phases = [.. Enum.GetNames<PolicyPhase>().Select(name => name.ToLowerInvariant())];

    public static string Of(Verdict verdict) => Verdicts[(int)verdict];

    public static string Of(PolicyPhase phase) => Phases[(int)phase];
}
