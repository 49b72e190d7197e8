using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT0005: price tiers rise, so that one tier holds for each prompt length.</summary>
internal sealed class PriceTierRule : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var target in document.Targets)
        {
            foreach (var price in target.Node.Map("pricing")?.Entries ?? [])
            {
                var path = DocumentPath.Key(DocumentPath.Key(DocumentPath.Key(target.Path, "pricing"), price.Key), "tiers");
                CheckTiers((price.Value as MapNode)?.List("tiers")?.Items ?? [], path, diagnostics);
            }
        }
    }

    private static void CheckTiers(IReadOnlyList<DocumentNode> tiers, string path, DiagnosticBag diagnostics)
    {
        var last = 0;
        for (var i = 0; i < tiers.Count; i++)
        {
            if (tiers[i] is not MapNode tier || tier.Whole("above_input_tokens") is not { } above)
            {
                continue;
            }

            if (above <= last && above > 0)
            {
                diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(DocumentPath.Index(path, i), "above_input_tokens"), tier.Find("above_input_tokens")!.Value.Span, $"price tiers must rise; the one before starts at {last}");
            }

            last = Math.Max(last, above);
        }
    }
}
