using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.AuditLogger;
using Keeptrusts.Policy.Parsing;

namespace Keeptrusts.Policy.Linting.Repairs;

/// <summary>Repairs of <c>policies.chain</c>.</summary>
internal static class ChainRepair
{
    /// <summary>KT0008: the second mention goes.</summary>
    public static DiagnosticFix? RemoveSecond(Diagnostic finding, PolicyDocument document, SourceText source) =>
        Find(finding, document) is var (list, index) && ListText.Remove(source, list, index) is { } edit ? new DiagnosticFix("remove the second mention", [edit]) : null;

    /// <summary>KT0012: the entry goes to the end, unless comments beside the entries of several lines would then speak of others. With two audit policies one of them is too many, and which, nobody can tell.</summary>
    public static DiagnosticFix? MoveToEnd(Diagnostic finding, PolicyDocument document, SourceText source) =>
        document.Chain.Count(e => document.Block(e.Name)?.Kind == AuditLoggerKind.KindName) == 1
        && Find(finding, document) is var (list, index)
        && (list.Span.Line == list.Span.EndLine || !(Comments.Touch(source, finding.Span) || Comments.Touch(source, list.Items[list.Items.Count - 1].Span)))
        && ListText.Remove(source, list, index) is { } removal
        && ListText.Append(source, list, index) is { } addition
            ? new DiagnosticFix("move it to the end", [removal, addition])
            : null;

    private static (ListNode List, int Index)? Find(Diagnostic finding, PolicyDocument document)
    {
        if (document.Root.Map("policies")?.List("chain") is not { } list)
        {
            return null;
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i].Span == finding.Span)
            {
                return (list, i);
            }
        }

        return null;
    }
}
