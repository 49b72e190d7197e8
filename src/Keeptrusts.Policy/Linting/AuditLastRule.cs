using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.AuditLogger;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT0012: the audit policy records what the others decided, so it stands last.</summary>
internal sealed class AuditLastRule : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        // A second mention of one policy is another rule's finding.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in document.Chain.Take(document.Chain.Count - 1))
        {
            if (seen.Add(entry.Name) && document.Block(entry.Name)?.Kind == AuditLoggerKind.KindName)
            {
                diagnostics.Error(RuleCodes.AuditNotLast, entry.Path, entry.Span, $"`{entry.Name}` records what the others decided, so it must be the last entry of the chain", "move it to the end");
            }
        }
    }
}
