using Keeptrusts.Policy.Detectors.Identifiers.Tables;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Identifiers;

/// <summary>Detectors of identifiers that states, registers and banks issue.</summary>
internal static class IdentifierDetectors
{
    private static readonly IReadOnlyList<Identifier>[] Tables =
    [
        Attributes.All, UnitedStates.All, UnitedStatesHealth.All, BritainAndIreland.All, CentralEurope.All, Italy.All, Iberia.All, Europe.All, Nordic.All,
        Americas.All, India.All, AsiaAndAfrica.All, Australia.All, Worldwide.All,
    ];

    public static IReadOnlyList<(string Name, Func<SpanDetector> Create)> All { get; } =
        [.. Tables.SelectMany(t => t).Select(i => (i.Name, (Func<SpanDetector>)(() => new IdentifierDetector(i))))];
}
