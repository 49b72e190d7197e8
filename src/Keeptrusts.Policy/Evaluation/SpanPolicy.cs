using Keeptrusts.Policy.Detectors;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>A span policy of a phase: who it is and what its rules are.</summary>
internal sealed record SpanPolicy(string Name, string Kind, string ReasonCode, bool Shadow, string? Message, IReadOnlyList<SpanRule> Rules);
