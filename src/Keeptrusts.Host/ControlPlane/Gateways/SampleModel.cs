using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Gateways;

/// <summary>A model name for examples that are meant to work as printed.</summary>
internal static class SampleModel
{
    private const string Usual = "gpt-4o-mini";

    /// <summary>The first model that the plan's targets name in full; the echo and open targets take any name.</summary>
    public static string Of(PolicyPlan? plan) =>
        plan?.Targets.SelectMany(t => t.Models).FirstOrDefault(m => !m.AsSpan().ContainsAny('*', '?')) ?? Usual;
}
