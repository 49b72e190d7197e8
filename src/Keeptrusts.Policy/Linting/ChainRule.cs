using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT0007 (chain entry without block), KT0006 (that is a misspelt or unavailable kind), KT0008 (duplicate chain entry).</summary>
internal sealed class ChainRule(KindSchemas kinds) : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<string, ChainEntry>(StringComparer.Ordinal);
        var meant = new MeantBlocks(document);
        var names = new HashSet<string>(document.Chain.Select(e => e.Name), StringComparer.Ordinal);
        foreach (var entry in document.Chain)
        {
            if (seen.TryGetValue(entry.Name, out var first))
            {
                diagnostics.Add(new Diagnostic(
                    RuleCodes.DuplicateChainEntry, DiagnosticSeverity.Error, entry.Path, entry.Span, $"`{entry.Name}` is in the chain twice; the first time at {first.Path}", "remove one of them")
                {
                    Related = [new RelatedPlace(first.Path, first.Span, "the first time")],
                });
                continue;
            }

            seen[entry.Name] = entry;
            if (document.Block(entry.Name) is null)
            {
                Explain(entry, meant, names, diagnostics);
            }
        }
    }

    private void Explain(ChainEntry entry, MeantBlocks meant, HashSet<string> names, DiagnosticBag diagnostics)
    {
        if (kinds.Find(entry.Name) is not null)
        {
            diagnostics.Error(
                RuleCodes.NoBlock,
                entry.Path,
                entry.Span,
                $"`{entry.Name}` has no block, and its kind needs one",
                $"add `{entry.Name}: {{ … }}` under `policy:`");
        }
        else if (kinds.IsLater(entry.Name))
        {
            diagnostics.Error(
                RuleCodes.UnknownKind,
                entry.Path,
                entry.Span,
                $"kind `{entry.Name}` is not available in this version",
                "available: " + string.Join(", ", kinds.Names));
        }
        else if (meant.By(entry.Name) is { } block)
        {
            diagnostics.Add(new Diagnostic(
                RuleCodes.NoBlock,
                DiagnosticSeverity.Error,
                entry.Path,
                entry.Span,
                $"`{entry.Name}` at {entry.Path} has no block; did you mean `{block}`?",
                $"write `{block}`")
            {
                Fix = meant.CertainBy(entry.Name) == block ? Rename.Of(entry.Span, entry.Name, block) : null,
            });
        }
        else if (Nearest.Of(entry.Name, kinds.Names) is { } kind)
        {
            diagnostics.Add(new Diagnostic(
                RuleCodes.UnknownKind,
                DiagnosticSeverity.Error,
                entry.Path,
                entry.Span,
                $"unknown policy kind `{entry.Name}` at {entry.Path}; did you mean `{kind}`?",
                $"write `{kind}`")
            {
                Fix = Nearest.Certain(entry.Name, kinds.Names) == kind && kinds.Find(kind)!.NeedsBlock is false && !names.Contains(kind) ? Rename.Of(entry.Span, entry.Name, kind) : null,
            });
        }
        else
        {
            diagnostics.Error(
                RuleCodes.NoBlock,
                entry.Path,
                entry.Span,
                $"`{entry.Name}` at {entry.Path} has no block",
                $"add `{entry.Name}: {{ kind: …, … }}` under `policy:`");
        }
    }
}
