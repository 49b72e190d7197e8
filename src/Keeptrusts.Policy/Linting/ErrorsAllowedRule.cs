using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT4005: a policy that blocks, and lets everything pass when it fails itself.</summary>
/// <param name="kinds">The kinds.</param>
/// <param name="environment">The environment that lint judges for.</param>
internal sealed class ErrorsAllowedRule(KindSchemas kinds, string? environment) : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var block in InForce.Of(document, environment))
        {
            if (block.OnError == "allow" && Effects.Place(block, "block", kinds) is var (span, path))
            {
                diagnostics.Add(new Diagnostic(
                    RuleCodes.ErrorsAllowed,
                    DiagnosticSeverity.Warning,
                    DocumentPath.Key(block.Path, "on_error"),
                    block.Node.Find("on_error")!.Value.Span,
                    $"`{block.Name}` blocks, and lets pass what it should have blocked whenever it fails itself",
                    "remove `on_error`: the default of a blocking policy is `block`")
                {
                    Related = [new RelatedPlace(path, span, "blocks")],
                });
            }
        }
    }
}
