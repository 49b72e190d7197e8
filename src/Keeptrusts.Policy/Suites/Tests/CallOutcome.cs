using System.Text.Json.Nodes;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>What became of the call of a test.</summary>
/// <param name="Outcome">The decision over all phases.</param>
/// <param name="Output">What is delivered: a text, or messages; <see langword="null"/>: nothing.</param>
internal sealed record CallOutcome(PhaseOutcome Outcome, JsonNode? Output);
