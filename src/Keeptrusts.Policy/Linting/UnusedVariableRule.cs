using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT1009: a declared variable that nothing names. A kind that a program adds may name one in a field of its own, so every text of the document counts.</summary>
internal sealed class UnusedVariableRule : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        if (document.Variables.Count == 0)
        {
            return;
        }

        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in document.Root.Entries.Where(e => e.Key is not ("variables" or "pack" or "testing")))
        {
            named.UnionWith(NodeWalk.Scalars(entry.Value, entry.Key).Select(s => s.Node.Text));
        }

        // The declaration that a misspelt reference means has been pointed out there.
        var names = document.Variables.Select(v => v.Name).ToList();
        var meant = SecretReferenceRule.Names(document).Where(n => !names.Contains(n)).Select(n => Nearest.Of(n, names)).ToList();
        foreach (var variable in document.Variables)
        {
            if (!named.Contains(variable.Name) && !meant.Contains(variable.Name))
            {
                diagnostics.Warning(
                    RuleCodes.UnusedVariable,
                    DocumentPath.Key("variables", variable.Name),
                    variable.Span,
                    $"`{variable.Name}` is declared, and nothing uses it",
                    "remove it, or name it in a `secret_key_ref`");
            }
        }
    }
}
