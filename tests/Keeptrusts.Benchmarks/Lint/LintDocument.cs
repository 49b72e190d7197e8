using System.Text;

namespace Keeptrusts.Benchmarks.Lint;

/// <summary>A document to lint.</summary>
/// <param name="Shape">What is like in it, in a few words.</param>
/// <param name="Policies">How many policies it has.</param>
/// <param name="Yaml">Its text.</param>
internal sealed record LintDocument(string Shape, int Policies, string Yaml)
{
    private static readonly string[] Actions = ["warn", "redact", "block", "escalate"];

    /// <summary>The documents that are measured.</summary>
    public static IEnumerable<LintDocument> All()
    {
        foreach (var count in new[] { 100, 1_000 })
        {
            yield return Of("a policy a team", count, i => $"kind: pii-detector\n    action: redact\n    when: {{ teams: [team-{i}] }}");
            yield return Of("mixed kinds, three a team", count, Mixed);
            yield return Of("everything overlaps", count, Crossing);
            yield return Of("the same policy", count, _ => "kind: secret-detector\n    action: redact");
        }

        yield return Of("5,000 lines", 1_000, i => $"kind: dlp-filter\n    action: block\n    blocked_terms: [project-{i}]\n    when: {{ teams: [team-{i % 40}] }}");
    }

    /// <summary>How many lines it has.</summary>
    public int Lines => Yaml.Count(c => c == '\n');

    private static LintDocument Of(string shape, int count, Func<int, string> block)
    {
        var yaml = new StringBuilder("pack: { name: measured, version: 1.0.0, enabled: true }\npolicies:\n  chain: [");
        yaml.AppendJoin(", ", Enumerable.Range(0, count).Select(i => "p" + i)).Append("]\npolicy:\n");
        for (var i = 0; i < count; i++)
        {
            yaml.Append("  p").Append(i).Append(":\n    ").Append(block(i)).Append('\n');
        }

        return new LintDocument(shape, count, yaml.ToString());
    }

    private static string Mixed(int i) => (i % 3) switch
    {
        0 => $"kind: pii-detector\n    entities: [US_SSN, EMAIL_ADDRESS]\n    action: {Actions[i / 3 % 4]}\n    when: {{ teams: [team-{i / 3}], environments: ['prod*'] }}",
        1 => $"kind: dlp-filter\n    action: block\n    blocked_terms: [project {i}, falcon]\n    when: {{ teams: [team-{i / 3}] }}",
        _ => $"kind: agent-firewall\n    allowed_tools: [read-{i}, search, browse]\n    blocked_tools: ['write-{i}*']\n    when: {{ teams: [team-{i / 3}] }}",
    };

    private static string Crossing(int i) =>
        $"kind: pii-detector\n    action: {Actions[i % 4]}\n    when: {{ teams: ['t{i % 20}*', 'a{i}'], models: ['m{i * 7 % 20}*', 'n{i % 50}'] }}\n"
        + $"    except: [{{ keys: ['k{i % 30}'] }}, {{ users: ['u{i * 11 % 30}'], environments: [dev] }}]";
}
