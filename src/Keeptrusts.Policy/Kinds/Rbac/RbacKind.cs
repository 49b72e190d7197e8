using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.Rbac;

/// <summary>Says which roles may use which models and tools.</summary>
internal sealed partial class RbacKind : PolicyKind
{
    internal override KindSchema Schema { get; } = new()
    {
        Name = "rbac",
        Description = "Says which roles may use which models and tools.",
        Phases = [PolicyPhase.Admission, PolicyPhase.Tool],
        NaturalAction = "block",
        Fields = [Shapes.Required("roles", new NamedShape(Role()), "What each role may do; a caller with several may do what any of them may. A caller with none of them is refused.")],
    };

    internal override void Lint(PolicyBlock block, DiagnosticBag diagnostics)
    {
        if (block.Node.Find("roles") is { Value: MapNode { Entries.Count: 0 } } roles)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(block.Path, "roles"), roles.KeySpan, "`roles` must not be empty: every call would be refused", "name at least one role");
        }
    }

    private static ObjectShape Role() => new(
    [
        Shapes.Field("allowed_models", Shapes.Texts, "Globs of models the role may ask for; any without it, none where the list is empty."),
        Shapes.Field("denied_models", Shapes.Texts, "Globs of models nobody with the role may ask for, whatever other roles allow."),
        Shapes.Field("allowed_tools", Shapes.Texts, "Globs of tools the role may have called; any without it, none where the list is empty."),
        Shapes.Field("denied_tools", Shapes.Texts, "Globs of tools nobody with the role may have called, whatever other roles allow."),
    ]);
}
