using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT0011: a block that no chain entry names has no effect.</summary>
internal sealed class UnusedBlockRule : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        // Without a readable chain every block would be reported.
        if (document.Root.Map("policies")?.List("chain") is null)
        {
            return;
        }

        foreach (var block in document.Blocks)
        {
            var named = document.Chain.Any(c => c.Name == block.Name);
            var meant = document.Chain.Any(c => document.Block(c.Name) is null && ChainRule.MeantBlock(document, c) == block.Name);
            if (!named && !meant)
            {
                diagnostics.Warning(RuleCodes.UnusedBlock, block.Path, block.Span, $"`{block.Name}` is not in `policies.chain`, so it has no effect", "add it to the chain, or remove the block");
            }
        }
    }
}
