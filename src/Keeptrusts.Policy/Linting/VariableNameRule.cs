using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Parsing;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT0005: secrets of the store may be called `team-key`, environment variables may not.</summary>
internal sealed class VariableNameRule : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var variable in document.Variables)
        {
            if (variable.From == "env" && TextForms.Fits(TextForm.Name, variable.Name) && !string.IsNullOrWhiteSpace(variable.Name) && !TextForms.Fits(TextForm.Variable, variable.Name))
            {
                diagnostics.Error(
                    RuleCodes.WrongValue,
                    DocumentPath.Key("variables", variable.Name),
                    variable.Span,
                    $"`{variable.Name}` is no name of an environment variable: it takes letters, digits and `_`, and no digit in front",
                    "rename it, or write `from: store` where it is a secret of the control plane");
            }
        }
    }
}
