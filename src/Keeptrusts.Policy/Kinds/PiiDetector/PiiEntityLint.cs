using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds.PiiDetector;

/// <summary>Checks that the fields that choose entities do not contradict each other.</summary>
internal static class PiiEntityLint
{
    public static void Check(PolicyBlock block, DiagnosticBag diagnostics)
    {
        var regions = block.Node.Texts("regions");
        foreach (var (entity, span, path) in Named(block))
        {
            if (PiiEntities.Available.Contains(entity) && !PiiRegions.Cover(regions, entity) && !PiiDetectorOptions.IsForced(block.Node, entity))
            {
                diagnostics.Error(
                    RuleCodes.WrongValue, path, span, $"`{entity}` is named, but `regions` leaves it out", $"add `{PiiEntities.RegionsOf(entity)[0]}` to `regions`, or remove it here");
            }
        }

        var excluded = block.Node.List("exclude")?.Items ?? [];
        for (var i = 0; i < excluded.Count; i++)
        {
            if (excluded[i] is ScalarNode scalar && PiiDetectorOptions.IsForced(block.Node, scalar.Text))
            {
                diagnostics.Error(
                    RuleCodes.WrongValue, DocumentPath.Index(DocumentPath.Key(block.Path, "exclude"), i), scalar.Span, $"`pci_mode` always finds `{scalar.Text}`", "remove it here, or remove `pci_mode`");
            }
        }
    }

    private static IEnumerable<(string Entity, SourceSpan Span, string Path)> Named(PolicyBlock block)
    {
        var path = DocumentPath.Key(block.Path, "entities");
        foreach (var entry in block.Node.Map("entities")?.Entries ?? [])
        {
            yield return (entry.Key, entry.KeySpan, DocumentPath.Key(path, entry.Key));
        }

        var items = block.Node.List("entities")?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is ScalarNode scalar)
            {
                yield return (scalar.Text, scalar.Span, DocumentPath.Index(path, i));
            }
        }
    }
}
