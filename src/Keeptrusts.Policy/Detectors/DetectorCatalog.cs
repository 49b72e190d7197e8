using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors;

/// <summary>The built-in detectors by entity name. Each is compiled on first use and shared.</summary>
internal static class DetectorCatalog
{
    private static readonly Dictionary<string, Lazy<SpanDetector>> Detectors =
        General.GeneralDetectors.All.Concat(Identifiers.IdentifierDetectors.All).Concat(Secrets.SecretDetectors.All).Concat(Health.HealthDetectors.All)
            .ToDictionary(d => d.Name, d => new Lazy<SpanDetector>(d.Create), StringComparer.Ordinal);

    /// <summary>All entity names, in the order of the documentation.</summary>
    public static IReadOnlyList<string> EntityNames { get; } = [.. Detectors.Keys];

    /// <summary>The detector of an entity, or <see langword="null"/> for a name that is not in <see cref="EntityNames"/>.</summary>
    public static SpanDetector? Find(string entity) => Detectors.TryGetValue(entity, out var detector) ? detector.Value : null;
}
