using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT1005: a model that a policy or the template names, and that no target serves. A target without <c>models</c> serves any.</summary>
internal sealed class UnservedModelRule : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var served = ServedModels.Of(document);
        if (served is null)
        {
            return;
        }

        foreach (var block in document.Blocks)
        {
            foreach (var selector in block.When.Concat(block.Except))
            {
                Check(selector.Node, selector.Path, "models", served, diagnostics);
            }

            // What is denied need not exist.
            switch (block.Kind)
            {
                case "model-allowlist":
                    Check(block.Node, block.Path, "allow", served, diagnostics);
                    break;
                case "human-oversight" when block.Node.Map("require_human_for") is { } conditions:
                    Check(conditions, DocumentPath.Key(block.Path, "require_human_for"), "models", served, diagnostics);
                    break;
                case "rbac":
                    foreach (var role in block.Node.Map("roles")?.Entries ?? [])
                    {
                        Check(role.Value as MapNode, DocumentPath.Key(DocumentPath.Key(block.Path, "roles"), role.Key), "allowed_models", served, diagnostics);
                    }

                    break;
            }
        }

        Check(document.Root.Map("self_service"), "self_service", "models", served, diagnostics);
    }

    private static void Check(MapNode? holder, string path, string field, IReadOnlyList<string> served, DiagnosticBag diagnostics)
    {
        var items = holder?.List(field)?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is ScalarNode { Kind: ScalarKind.String } model && model.Text.Length > 0 && !served.Any(s => GlobOverlap.Meet(s, model.Text)))
            {
                var near = Nearest.Of(model.Text, served);
                diagnostics.Warning(
                    RuleCodes.UnservedModel,
                    DocumentPath.Index(DocumentPath.Key(path, field), i),
                    model.Span,
                    $"no target serves `{model.Text}`" + (near is null ? "" : $"; did you mean `{near}`?"),
                    near is null ? "add it to the `models` of a target, or remove it here" : $"write `{near}`");
            }
        }
    }
}
