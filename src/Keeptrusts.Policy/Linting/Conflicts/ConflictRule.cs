using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>KT3001 to KT3005: what the policies of a chain do to each other.</summary>
/// <param name="kinds">The kinds of this program.</param>
/// <param name="environment">The deployment environment that lint judges for; <see langword="null"/>: every one.</param>
/// <param name="today">The day on which exceptions are judged.</param>
internal sealed class ConflictRule(KindSet kinds, string? environment, DateTime today) : DocumentRule
{
    /// <summary>Steps of work after which the analysis stops; they take about a second.</summary>
    private const int MostWork = 4_000_000;

    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var limit = new WorkLimit(MostWork);
        var broken = new HashSet<string>(diagnostics.InOrder().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => BlockOf(d.Path)), StringComparer.Ordinal);

        // 1. Who acts where.
        if (Chain.Of(document, broken, kinds, environment, today, limit) is { } chain)
        {
            var findings = new ConflictFindings(chain);

            // 2. Different actions on one thing; the same action twice; actions that add nothing.
            var subjects = SubjectGroup.Of(chain);
            new Contradictions(chain, findings).Find(subjects);
            new Duplicates(chain, findings).Find(subjects);
            new Unreachables(chain, findings).Find(subjects);

            // 3. What is allowed here and denied there; what a redaction hides.
            new DeniedGrants(chain, findings).Find();
            new HiddenLiterals(chain, findings).Find();
            findings.WriteTo(diagnostics);
        }

        // 4. What was left out.
        if (limit.IsShort && document.Root.Map("policies")?.Find("chain") is { } entry)
        {
            diagnostics.Warning(
                RuleCodes.Truncated,
                DocumentPath.Key("policies", "chain"),
                entry.KeySpan,
                "the policies select calls in too many ways to compare them all, so conflicts may be missing from this list",
                "use fewer different globs in `when` and `except`, or split the document");
        }
    }

    /// <summary>The policy in which a path lies: <c>policy.a.when.teams</c> → <c>policy.a</c>, <c>policy["a.b"].when</c> → <c>policy["a.b"]</c>.</summary>
    private static string BlockOf(string path)
    {
        const string plain = "policy.";
        const string quoted = "policy[\"";
        var end = path.StartsWith(plain, StringComparison.Ordinal) ? path.IndexOfAny(['.', '['], plain.Length)
            : path.StartsWith(quoted, StringComparison.Ordinal) ? path.IndexOf("\"]", quoted.Length, StringComparison.Ordinal) + 2
            : -1;
        return end < 2 ? path : path.Substring(0, end);
    }
}
