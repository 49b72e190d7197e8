using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT1003: selectors match target ids whatever their case, so ids differ in more than case.</summary>
internal sealed class DuplicateTargetRule : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<string, TargetBlock>(StringComparer.OrdinalIgnoreCase);
        foreach (var target in document.Targets.Where(t => t.Id.Length > 0))
        {
            if (seen.TryGetValue(target.Id, out var first))
            {
                diagnostics.Add(new Diagnostic(
                    RuleCodes.DuplicateTarget,
                    DiagnosticSeverity.Error,
                    DocumentPath.Key(target.Path, "id"),
                    target.IdSpan,
                    $"`{target.Id}` is already the id of {first.Path} on line {first.IdSpan.Line}",
                    "give each target an id of its own")
                {
                    Related = [new RelatedPlace(DocumentPath.Key(first.Path, "id"), first.IdSpan, "the first target of that id")],
                });
            }
            else
            {
                seen[target.Id] = target;
            }
        }
    }
}
