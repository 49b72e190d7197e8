using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds;

namespace Keeptrusts.Policy.Linting;

/// <summary>Each kind's own checks.</summary>
/// <param name="kinds">The kinds.</param>
/// <param name="environment">The environment that lint judges for; <see langword="null"/>: any.</param>
internal sealed class KindRule(KindSet kinds, string? environment) : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var block in document.Blocks)
        {
            var found = new DiagnosticBag();
            kinds.Find(block.Kind)?.Lint(document, block, found);
            foreach (var finding in found.InOrder())
            {
                // What data routing leaves depends on the calls that come; where the policy does not act, none is refused.
                if (finding.Code != RuleCodes.NoCompliantTarget || InForce.ActsIn(block, environment))
                {
                    diagnostics.Add(finding);
                }
            }
        }
    }
}
