using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Identifiers;

/// <summary>Detectors of identifiers that states, registers and banks issue.</summary>
internal static class IdentifierDetectors
{
    public static IReadOnlyList<(string Name, Func<SpanDetector> Create)> All { get; } = [];
}
