using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets;

/// <summary>Detectors of credentials.</summary>
internal static class SecretDetectors
{
    public static IReadOnlyList<(string Name, Func<SpanDetector> Create)> All { get; } = [];
}
