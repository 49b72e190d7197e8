using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds;

namespace Keeptrusts.Policy.Linting;

/// <summary>Each kind's own checks.</summary>
internal sealed class KindRule(KindSet kinds) : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var block in document.Blocks)
        {
            kinds.Find(block.Kind)?.Lint(document, block, diagnostics);
        }
    }
}
