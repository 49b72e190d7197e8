using System.Globalization;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT0013: an exception past its last day no longer applies.</summary>
/// <param name="today">The day, by UTC.</param>
internal sealed class ExceptionOverRule(DateTime today) : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var block in document.Blocks.Where(b => b.Enabled))
        {
            foreach (var exception in block.Except)
            {
                if (exception.Until is { } until && until.Date < today.Date)
                {
                    diagnostics.Warning(
                        RuleCodes.ExceptionOver,
                        DocumentPath.Key(exception.Path, "until"),
                        exception.Node.Find("until")!.Value.Span,
                        $"the exception of `{block.Name}` ended with {Day(until)}, {Ago((today.Date - until.Date).Days)}, and no longer applies",
                        "remove it, or give it a later day");
                }
            }
        }
    }

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Ago(int days) => days == 1 ? "yesterday" : days.ToString(CultureInfo.InvariantCulture) + " days ago";
}
