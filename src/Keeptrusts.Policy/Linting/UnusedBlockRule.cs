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

        // A block that a misspelt chain entry means has been pointed out there.
        var blocks = new MeantBlocks(document);
        var meant = document.Chain.Where(c => document.Block(c.Name) is null).Select(c => blocks.By(c.Name));
        var known = new HashSet<string?>(document.Chain.Select(c => c.Name).Concat(meant), StringComparer.Ordinal);
        foreach (var block in document.Blocks)
        {
            if (!known.Contains(block.Name))
            {
                diagnostics.Warning(RuleCodes.UnusedBlock, block.Path, block.Span, $"`{block.Name}` is not in `policies.chain`, so it has no effect", "add it to the chain, or remove the block");
            }
        }
    }
}
