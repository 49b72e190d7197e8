namespace Keeptrusts.Policy.Tests.Linting.Conflicts;

/// <summary>A policy of a random chain: a filter of terms.</summary>
internal sealed record RandomPolicy(string Name, string Action, IReadOnlyList<string> Terms, IReadOnlyList<string> Phases, bool Shadow, IReadOnlyList<RandomSelector> When, IReadOnlyList<RandomSelector> Except)
{
    /// <summary>Warn, redact, escalate, block: 1 to 4.</summary>
    public int Rank => Array.IndexOf(["allow", "warn", "redact", "escalate", "block"], Action);

    public bool Acts(string phase) => Phases.Count == 0 || Phases.Contains(phase);

    public string Yaml(bool enabled = true) =>
        $"  {Name}: {{ kind: dlp-filter, action: {Action}, blocked_terms: [{string.Join(", ", Terms)}]"
        + (Phases.Count == 0 ? "" : $", phases: [{string.Join(", ", Phases)}]")
        + (Shadow ? ", mode: shadow" : "")
        + (enabled ? "" : ", enabled: false")
        + (When.Count == 0 ? "" : $", when: [{string.Join(", ", When.Select(s => s.Yaml()))}]")
        + (Except.Count == 0 ? "" : $", except: [{string.Join(", ", Except.Select(s => s.Yaml()))}]")
        + " }\n";
}
