using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.CostCap;

/// <summary>Limits spend.</summary>
internal sealed partial class CostCapKind : PolicyKind
{
    internal override KindSchema Schema { get; } = new()
    {
        Name = "cost-cap",
        Description = "Limits spend per organisation, team, key or user.",
        Phases = [PolicyPhase.Budget],
        NaturalAction = "block",
        CanShadow = false,
        Fields =
        [
            Shapes.Required("budgets", new ListShape(Budget(), 1), "The budgets; all that apply count."),
            Shapes.Field("default_output_tokens", new WholeShape(1), "Output limit where the caller gives none; 4096."),
            Shapes.Field("on_insufficient", Shapes.Choice("refuse", "clamp"), "Whether an output limit that does not fit is refused or lowered."),
            Shapes.Field("on_unpriced_model", Shapes.Choice("block", "allow"), "Whether a model without a price may pass under a hard cap."),
        ],
    };

    internal override void Lint(PolicyBlock block, DiagnosticBag diagnostics) => CostCapLint.Check(block, diagnostics);

    private static ObjectShape Budget() => new(
    [
        Shapes.Required("scope", Shapes.Choice("org", "team", "key", "user"), "Whose spend."),
        Shapes.Field("id", Shapes.Text, "The member meant; without it each has a budget of its own."),
        Shapes.Required("window", Shapes.Choice("hour", "day", "week", "month", "total"), "Over which time, in UTC."),
        Shapes.Field("soft_cap_usd", new NumberShape(null), "Spend that warns."),
        Shapes.Field("hard_cap_usd", new NumberShape(null), "Spend that is never passed."),
    ]);
}
