using System.Text;

namespace Keeptrusts.Policy.Tests.Linting.Conflicts;

/// <summary>A small chain of policies that have much in common, drawn by a number.</summary>
internal sealed record RandomChain(IReadOnlyList<RandomPolicy> Policies, IReadOnlyList<string> Targets, IReadOnlyList<string> Fields)
{
    public static readonly DateTime Today = new(2026, 6, 15);

    private static readonly string[] AllFields = ["teams", "keys", "users", "models", "providers", "environments"];
    private static readonly string[] Globs = ["a", "b", "A", "ab", "a*", "*a", "*b*", "b*", "*"];

    /// <param name="seed">Equal numbers give equal chains.</param>
    public static RandomChain Draw(int seed)
    {
        var random = new Random(seed);
        string[] fields = [.. AllFields.OrderBy(_ => random.Next()).Take(random.Next(1, 3))];
        string[] terms = ["falcon", "eagle"];
        var policies = new List<RandomPolicy>();
        for (var i = 0; i < random.Next(2, 5); i++)
        {
            policies.Add(new RandomPolicy(
                "p" + i,
                Pick("warn", "redact", "escalate", "block"),
                random.Next(3) == 0 ? terms : [Pick(terms)],
                random.Next(4) == 0 ? [Pick("input", "output")] : [],
                random.Next(12) == 0,
                [.. Enumerable.Range(0, random.Next(3)).Select(_ => Selector())],
                [.. Enumerable.Range(0, Math.Max(0, random.Next(4) - 1)).Select(_ => Selector() with { Until = Pick(null, null, "2026-06-15", "2026-06-14") })]));
        }

        return new RandomChain(policies, random.Next(2) == 0 ? [] : random.Next(2) == 0 ? ["a", "b"] : ["ab", "c", "b"], fields);

        T Pick<T>(params T[] items) => items[random.Next(items.Length)];

        RandomSelector Selector() => new(fields.Where((_, k) => k == 0 || random.Next(2) == 0).OrderBy(_ => random.Next()).Take(random.Next(1, 3))
            .ToDictionary(f => f, _ => Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(Globs)).Distinct().ToArray()));
    }

    /// <param name="without">A policy that is taken out of force.</param>
    /// <param name="loads">Whether contradictions are only warned about, so that the document loads.</param>
    public string Yaml(string? without = null, bool loads = true)
    {
        var yaml = new StringBuilder("pack: { name: a, version: 1.0.0, enabled: true }\n");
        yaml.Append(loads ? "lint: { rules: { KT3001: { severity: warning, reason: a test } } }\n" : "");
        if (Targets.Count > 0)
        {
            yaml.Append($"providers: {{ targets: [{string.Join(", ", Targets.Select(t => $"{{ id: {t}, provider: echo }}"))}] }}\n");
        }

        yaml.Append($"policies: {{ chain: [{string.Join(", ", Policies.Select(p => p.Name))}] }}\npolicy:\n");
        foreach (var policy in Policies)
        {
            yaml.Append(policy.Yaml(policy.Name != without));
        }

        return yaml.ToString();
    }
}
