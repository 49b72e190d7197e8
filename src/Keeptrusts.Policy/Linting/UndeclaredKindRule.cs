using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT0006 as a hint: a kind that this program adds works without a declaration, but lint elsewhere will not know it.</summary>
internal sealed class UndeclaredKindRule(KindSchemas kinds) : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var name in kinds.Added.Where(name => document.Root.Map("kinds")?.Has(name) != true))
        {
            if (document.Blocks.FirstOrDefault(b => b.Kind == name) is { } block)
            {
                diagnostics.Info(
                    RuleCodes.UnknownKind,
                    block.Path,
                    block.Span,
                    $"the kind `{name}` is known to this program alone: lint in an editor or a build will not know it",
                    $"declare it: `kinds: {{ {name}: {{ schema: ./{name}.schema.json, … }} }}`");
            }
        }
    }
}
