using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Parsing;

namespace Keeptrusts.Policy.Linting.Repairs;

/// <summary>Gives findings the repairs that depend on how the text around them is written: lists and mappings in block or flow style, comments.</summary>
internal static class TextRepairs
{
    /// <summary>Most repairs of this sort: each looks at the whole list or mapping, and nobody repairs more at once.</summary>
    private const int Most = 200;

    public static void Attach(PolicyDocument document, SourceText source, DiagnosticBag diagnostics)
    {
        var left = Most;
        var items = diagnostics.InOrder().Select(finding =>
            finding.Fix is null && left > 0 && Of(finding, document, source) is { } fix && left-- > 0 ? finding with { Fix = fix } : finding).ToList();
        if (left < Most)
        {
            diagnostics.Replace(items);
        }
    }

    private static DiagnosticFix? Of(Diagnostic finding, PolicyDocument document, SourceText source) => finding.Code switch
    {
        RuleCodes.DuplicateChainEntry => ChainRepair.RemoveSecond(finding, document, source),
        RuleCodes.AuditNotLast => ChainRepair.MoveToEnd(finding, document, source),
        RuleCodes.UnusedSuppression => CommentRepair.Remove(finding, source),
        RuleCodes.UnusedVariable => VariableRepair.Remove(finding, document, source),
        RuleCodes.UndeclaredVariable => VariableRepair.Declare(finding, document, source),
        _ => null,
    };
}
