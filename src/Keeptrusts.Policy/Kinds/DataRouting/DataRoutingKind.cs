using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.DataRouting;

/// <summary>Says what a target must promise about data.</summary>
internal sealed partial class DataRoutingKind : PolicyKind
{
    internal override KindSchema Schema { get; } = new()
    {
        Name = "data-routing-policy",
        Description = "Sends calls only to targets whose declared data policy meets the demands.",
        Phases = [PolicyPhase.Routing],
        NaturalAction = "block",
        AnyOf = ["require_zero_data_retention", "require_no_training", "max_retention_days"],
        Fields =
        [
            Shapes.Field("require_zero_data_retention", Shapes.Flag, "Whether a target must promise to keep nothing."),
            Shapes.Field("require_no_training", Shapes.Flag, "Whether a target must promise to train nothing."),
            Shapes.Field("max_retention_days", new WholeShape(0, 36_500), "Longest time for which a target may keep data."),
            Shapes.Field("on_no_compliant_provider", Shapes.Choice("block"), "What happens where no target meets the demands; `block`."),
        ],
    };

    /// <summary>KT1007: where no target of the document can comply, the policy refuses every call.</summary>
    internal override void Lint(PolicyDocument document, PolicyBlock block, DiagnosticBag diagnostics)
    {
        if (document.Targets.Count == 0 || block.Shadow || !block.Enabled || document.Chain.All(c => c.Name != block.Name))
        {
            return;
        }

        var demands = DataDemands.Of(block.Node);
        if (document.Targets.All(t => !demands.AreMetBy(t.Node.Map("data_policy") ?? MapNode.Empty)))
        {
            diagnostics.Error(
                RuleCodes.NoCompliantTarget,
                block.Path,
                block.Span,
                $"no target meets the demands of `{block.Name}`, so every call{(block.When.Count + block.Except.Count > 0 ? " to which it applies" : "")} is refused; what `data_policy` does not declare is not promised",
                $"declare it where it holds: `data_policy: {demands.Example}`");
        }
    }
}
