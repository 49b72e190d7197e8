using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Linting;

/// <summary>
/// KT1004, as a warning: a selector names a target that the document does not have, and that is nearly one of its own. A policy that waits for it does not act.
/// Names that are near none may be targets of another gateway.
/// </summary>
internal sealed class SelectorTargetRule : DocumentRule
{
    // Of shorter names every one is near every other.
    private const int Shortest = 4;

    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var ids = document.Targets.Select(t => t.Id).ToList();
        foreach (var selector in ids.Count == 0 ? [] : document.Blocks.SelectMany(b => b.When.Concat(b.Except)))
        {
            var items = selector.Node.List("providers")?.Items ?? [];
            for (var i = 0; i < items.Count; i++)
            {
                if (items[i] is ScalarNode { Kind: ScalarKind.String, Text.Length: >= Shortest } name
                    && Glob.IsName(name.Text)
                    && !ids.Contains(name.Text, StringComparer.OrdinalIgnoreCase)
                    && Nearest.Of(name.Text, ids) is { } near)
                {
                    diagnostics.Warning(
                        RuleCodes.UnknownTarget,
                        DocumentPath.Index(DocumentPath.Key(selector.Path, "providers"), i),
                        name.Span,
                        $"there is no target `{name.Text}`; did you mean `{near}`?",
                        $"write `{near}`");
                }
            }
        }
    }
}
