using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT0005: an exception that names nobody would exempt every call.</summary>
internal sealed class ExceptionRule : DocumentRule
{
    private static readonly string[] Fields = ["teams", "keys", "users", "models", "providers", "environments"];

    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var exception in document.Blocks.SelectMany(b => b.Except))
        {
            // Anything but `until` and `reason` is a field, or a misspelling that has been reported.
            if (exception.Node.Entries.All(e => e.Key is "until" or "reason"))
            {
                diagnostics.Error(
                    RuleCodes.WrongValue,
                    exception.Path,
                    exception.Node.Span,
                    "an exception that names nobody exempts every call",
                    $"name at least one of {string.Join(", ", Fields)}, or set `enabled: false`");
            }
        }
    }
}
