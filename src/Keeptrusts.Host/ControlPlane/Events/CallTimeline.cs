using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>The steps of one call in their order, each with when it began and the policies that judged in it.</summary>
internal static class CallTimeline
{
    /// <summary>One step.</summary>
    /// <param name="Step">The step; <see langword="null"/>: these policies belong to none that was recorded.</param>
    /// <param name="At">When it began, in milliseconds after the call's arrival.</param>
    /// <param name="Policies">What judged in it.</param>
    public sealed record Entry(StepTrace? Step, double At, IReadOnlyList<PolicyTrace> Policies);

    public static IReadOnlyList<Entry> Of(CallEvent call)
    {
        var entries = new List<Entry>(call.Steps.Count + 1);
        var at = 0.0;
        var told = new HashSet<PolicyTrace>(ReferenceEqualityComparer.Instance);
        foreach (var step in call.Steps)
        {
            entries.Add(new(step, at, [.. call.PolicyResults.Where(policy => StepOf(policy.Phase, call) == step.Name && told.Add(policy))]));
            at += step.Ms;
        }

        return call.PolicyResults.Where(told.Add).ToList() is { Count: > 0 } rest ? [.. entries, new(null, at, rest)] : entries;
    }

    /// <summary>The policy that made the verdict.</summary>
    public static PolicyTrace? Decisive(CallEvent call) =>
        call.PolicyResults.FirstOrDefault(policy => policy.Verdict == call.Verdict && policy.ReasonCode == call.ReasonCode && policy.Verdict != "allow" && !policy.Shadow && !policy.Skipped);

    // Policies on the answer of a stream judge while the provider speaks.
    private static string StepOf(string phase, CallEvent call) => phase switch
    {
        "admission" => "grant",
        "input" => "input_policies",
        "routing" or "budget" => "budget",
        _ => call.Stream ? "provider" : "output_policies",
    };
}
