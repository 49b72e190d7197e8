namespace Keeptrusts.Host.Cli.Doctor;

/// <summary>All findings.</summary>
/// <param name="Healthy">Whether nothing fails; warnings are no failures.</param>
/// <param name="Findings">In the order in which things are used.</param>
internal sealed record Diagnosis(bool Healthy, IReadOnlyList<Finding> Findings);
