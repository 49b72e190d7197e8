using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>Compares what a test expects with what happened. What the test does not mention is not compared.</summary>
internal static class Expectation
{
    public static IReadOnlyList<PolicyTestDifference> Compare(MapNode expected, CallOutcome actual, bool modelKnown)
    {
        var differences = new List<PolicyTestDifference>();
        var outcome = actual.Outcome;
        var hint = !modelKnown && outcome.ReasonCode == ReasonCodes.ModelNotAllowed ? "neither the case nor a target names a model; add `model: …` to `input`" : null;
        Text("verdict", expected.Text("verdict"), VerdictNames.Of(outcome.Verdict), differences, hint);
        Text("reason_code", expected.Text("reason_code"), outcome.ReasonCode, differences, hint);
        if (expected.Find("output") is { } output)
        {
            differences.AddRange(OutputExpectation.Compare(NodeJson.Of(output.Value), actual.Output));
        }

        foreach (var entry in expected.Map("policies")?.Entries ?? [])
        {
            Policy(entry.Key, new MapNode(default, [entry with { Key = "verdict" }]), outcome.Policies, differences);
        }

        foreach (var item in (expected.List("policies")?.Items ?? []).OfType<MapNode>())
        {
            Policy(item.Text("name")!, item, outcome.Policies, differences);
        }

        return differences;
    }

    // A policy that did not act has no objection.
    private static void Policy(string name, MapNode expected, IReadOnlyList<PolicyResult> results, List<PolicyTestDifference> differences)
    {
        var result = ChainResults.Of(name, results);
        var hint = result is null ? "the policy did not act: another one ended the call before it, or it does not apply to it" : null;
        Text($"policies.{name}.verdict", expected.Text("verdict"), VerdictNames.Of(result?.Verdict ?? Verdict.Allow), differences, hint);
        Text($"policies.{name}.reason_code", expected.Text("reason_code"), result?.ReasonCode ?? ReasonCodes.AllPoliciesPassed, differences, hint);
        if (expected.List("findings") is not null)
        {
            Text($"policies.{name}.findings", Types(expected.Texts("findings")), Types(result?.Findings.Select(f => f.Type) ?? []), differences, hint);
        }
    }

    private static string Types(IEnumerable<string> types) => "[" + string.Join(", ", types) + "]";

    private static void Text(string what, string? expected, string actual, List<PolicyTestDifference> differences, string? hint)
    {
        if (expected is not null && expected != actual)
        {
            differences.Add(new PolicyTestDifference(what, expected, actual, hint));
        }
    }
}
