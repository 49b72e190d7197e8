using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.CostCap;

/// <content>Block → budget rules.</content>
internal sealed partial class CostCapKind
{
    internal override PolicyUnit Compile(PolicyBlock block) => new()
    {
        Protects = true,
        ReasonCode = ReasonCodes.BudgetExceeded,
        Budgets = [.. (block.Node.List("budgets")?.Items ?? []).OfType<MapNode>().Select(b => Rule(block, b))],
    };

    private static BudgetRule Rule(PolicyBlock block, MapNode budget) => new()
    {
        Policy = block.Name,
        Scope = Enum.Parse<BudgetScope>(budget.Text("scope")!, ignoreCase: true),
        Id = budget.Text("id"),
        Window = Enum.Parse<BudgetWindow>(budget.Text("window")!, ignoreCase: true),
        SoftCapUsd = budget.Number("soft_cap_usd"),
        HardCapUsd = budget.Number("hard_cap_usd"),
        DefaultOutputTokens = block.Node.Whole("default_output_tokens") ?? 4096,
        Clamp = block.Node.Text("on_insufficient") == "clamp",
        AllowUnpricedModel = block.Node.Text("on_unpriced_model") == "allow",
    };
}
