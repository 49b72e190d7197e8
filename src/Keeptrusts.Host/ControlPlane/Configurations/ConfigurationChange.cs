using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>What became of a draft, or would.</summary>
/// <param name="Draft">The draft with its problems.</param>
/// <param name="Version">The version that holds it; <see langword="null"/> where nothing was stored.</param>
/// <param name="IsDeployed">Whether it was put into force now.</param>
internal sealed record ConfigurationChange(Draft Draft, ConfigurationVersion? Version, bool IsDeployed)
{
    /// <summary>The document in force and this one, compared; empty where they are the same.</summary>
    public string Diff => UnifiedDiff.Of(
        Draft.InForce?.Document ?? "",
        Draft.Document,
        Draft.InForce?.Label ?? "/dev/null",
        $"{Draft.Name}@{Draft.Revision}");
}
