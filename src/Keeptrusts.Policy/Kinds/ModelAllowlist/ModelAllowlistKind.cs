using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.ModelAllowlist;

/// <summary>Says which models may be asked for, and how much.</summary>
internal sealed partial class ModelAllowlistKind : PolicyKind
{
    internal override KindSchema Schema { get; } = new()
    {
        Name = "model-allowlist",
        Description = "Says which models may be asked for, and how much.",
        Phases = [PolicyPhase.Admission],
        NaturalAction = "block",
        AnyOf = ["allow", "deny", "max_input_tokens", "max_output_tokens"],
        Fields =
        [
            Shapes.Field("allow", Shapes.SomeTexts, "Globs of models that may be asked for; any without it."),
            Shapes.Field("deny", Shapes.SomeTexts, "Globs of models that may not; they win over `allow`."),
            Shapes.Field("max_input_tokens", new WholeShape(1), "Longest prompt."),
            Shapes.Field("max_output_tokens", new WholeShape(1), "Highest output limit a caller may ask for."),
        ],
    };
}
