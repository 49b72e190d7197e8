using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT2006 across policies: a limit above another that holds for all the same calls never binds. What one policy says about itself, its kind checks.</summary>
/// <param name="environment">The environment that lint judges for.</param>
internal sealed class LimitOrderRule(string? environment) : DocumentRule
{
    private const int DefaultWindow = 60;
    private const int MostPolicies = 1000;

    private static readonly string[] TokenLimits = ["max_input_tokens", "max_output_tokens"];
    private static readonly string[] Rates = ["requests", "tokens", "max_parallel_requests"];

    // What the first counts for a member, the second counts as well.
    private static readonly (string Narrow, string Wide)[] Within =
        [("key", "key"), ("key", "team"), ("key", "user"), ("key", "global"), ("team", "team"), ("team", "global"), ("user", "user"), ("user", "global"), ("ip", "ip"), ("ip", "global"), ("global", "global")];

    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var policies = InForce.Of(document, environment).Where(b => b.Kind is "model-allowlist" or "rate-limit").Take(MostPolicies).ToList();
        var scopes = new ScopeIndex(policies);
        foreach (var policy in policies)
        {
            foreach (var field in policy.Kind == "rate-limit" ? Rates : TokenLimits)
            {
                var tightest = scopes.Around(policy)
                    .Where(other => other != policy && other.Kind == policy.Kind && Counts(policy, other, field) && other.Node.Whole(field) < policy.Node.Whole(field))
                    .OrderBy(other => other.Node.Whole(field))
                    .FirstOrDefault();
                if (tightest is not null)
                {
                    Report(policy, tightest, field, diagnostics);
                }
            }
        }
    }

    private static bool Counts(PolicyBlock policy, PolicyBlock other, string field) =>
        policy.Kind != "rate-limit"
        || (Within.Contains((Scope(policy), Scope(other))) && (field == "max_parallel_requests" || Window(policy) == Window(other)));

    private static string Scope(PolicyBlock block) => block.Node.Text("scope") ?? "key";

    private static int Window(PolicyBlock block) => block.Node.Whole("window_seconds") ?? DefaultWindow;

    private static void Report(PolicyBlock policy, PolicyBlock other, string field, DiagnosticBag diagnostics)
    {
        var (mine, its) = (policy.Node.Find(field)!.Value, other.Node.Find(field)!.Value);
        var scope = policy.Kind == "rate-limit" && Scope(other) != Scope(policy) ? $" (`scope: {Scope(other)}`)" : "";
        diagnostics.Add(new Diagnostic(
            RuleCodes.NeverBinds,
            DiagnosticSeverity.Warning,
            DocumentPath.Key(policy.Path, field),
            mine.Span,
            $"`{field}` {policy.Node.Raw(field)} never limits: `{other.Name}`{scope} allows {other.Node.Raw(field)} for the same calls",
            $"set it below {other.Node.Raw(field)}, or remove it")
        {
            Related = [new RelatedPlace(DocumentPath.Key(other.Path, field), its.Span, "the tighter limit")],
        });
    }
}
