using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.DataRouting;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Linting;

/// <summary>
/// KT1008: a target that no call reaches: data routing rules it out for every call, or targets are tried in order, an earlier one serves everything
/// that it serves, and nothing makes a call go on to the next.
/// </summary>
/// <param name="environment">The environment that lint judges for.</param>
internal sealed class UnreachableTargetRule(string? environment) : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var demands = InForce.Of(document, environment).Where(b => b.Kind == "data-routing-policy").Select(b => (Block: b, Demands: DataDemands.Of(b.Node))).ToList();
        var open = document.Targets.Where(t => demands.TrueForAll(d => d.Block.When.Count > 0 || d.Block.Except.Count > 0 || Meets(t, d.Demands))).ToList();

        // That none is left is KT1007.
        foreach (var target in document.Targets.Where(t => open.Count > 0 && !open.Contains(t)))
        {
            var (block, wanted) = demands.First(d => d.Block.When.Count == 0 && d.Block.Except.Count == 0 && !Meets(target, d.Demands));
            diagnostics.Add(Finding(
                target,
                $"`{target.Id}` does not meet the demands of `{block.Name}`, which applies to every call",
                $"declare what holds, such as `data_policy: {wanted.Example}`, or remove the target",
                new RelatedPlace(block.Path, block.Span, "rules it out")));
        }

        if (document.Targets.Count > 1 && IsInOrder(document.Root.Map("providers") ?? MapNode.Empty))
        {
            CheckOrder(document, [.. open.Where(t => demands.TrueForAll(d => Meets(t, d.Demands)))], diagnostics);
        }
    }

    // A target that some demand may rule out lets calls through to those behind it.
    private static void CheckOrder(PolicyDocument document, IReadOnlyList<TargetBlock> firm, DiagnosticBag diagnostics)
    {
        // Groups name targets, and a moderation policy asks one by its id.
        var grouped = new HashSet<string>(document.Groups.SelectMany(g => g.Targets.Select(t => t.Name)).Concat(document.Blocks.Select(b => b.Node.Text("target")).OfType<string>()), StringComparer.OrdinalIgnoreCase);
        for (var i = 1; i < document.Targets.Count; i++)
        {
            var target = document.Targets[i];
            if (target.Id.Length > 0 && !document.Targets.Take(i).Any(t => string.Equals(t.Id, target.Id, StringComparison.OrdinalIgnoreCase)) && !grouped.Contains(target.Id) && document.Targets.Take(i).FirstOrDefault(t => firm.Contains(t) && IsSure(t, target) && Covers(t, target)) is { } before)
            {
                diagnostics.Add(Finding(
                    target,
                    $"`{target.Id}` is never chosen: `{before.Id}` before it serves every model that it serves, and there is no fallback",
                    "add `fallback: {}` to `providers`, choose another `strategy`, or remove the target",
                    new RelatedPlace(DocumentPath.Key(before.Path, "id"), before.IdSpan, "is always chosen instead")));
            }
        }
    }

    // Without `fallback` nothing makes a second attempt; a breaker leaves a failing target alone, so that the next has its turn.
    private static bool IsInOrder(MapNode providers) =>
        (providers.Map("routing")?.Text("strategy") ?? "ordered") == "ordered"
        && !providers.Has("circuit_breaker")
        && (providers.Map("fallback") is not { } fallback
            ? !providers.Has("fallback")
            : fallback.Whole("max_fallback_attempts") is 0 || fallback.List("triggers") is { Items.Count: 0 });

    // A target whose key is not there is passed over: one document for several places of deployment may mean that.
    private static bool IsSure(TargetBlock before, TargetBlock target) =>
        before.Node.Map("secret_key_ref") is not { } secret
        || (target.Node.Map("secret_key_ref") is { } same && secret.Text("env") == same.Text("env") && secret.Text("store") == same.Text("store"));

    private static bool Covers(TargetBlock outer, TargetBlock inner)
    {
        var (all, some) = (ServedModels.Of(outer), ServedModels.Of(inner));
        return all.Count == 0 || (some.Count > 0 && some.All(s => all.Any(a => GlobOverlap.Covers(a, s))));
    }

    private static bool Meets(TargetBlock target, DataDemands demands) => demands.AreMetBy(target.Node.Map("data_policy") ?? MapNode.Empty);

    private static Diagnostic Finding(TargetBlock target, string message, string help, RelatedPlace related) =>
        new(RuleCodes.UnreachableTarget, DiagnosticSeverity.Warning, DocumentPath.Key(target.Path, "id"), target.IdSpan, message, help) { Related = [related] };
}
