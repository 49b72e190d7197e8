using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Spans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.HipaaPhiDetector;

/// <content>Block → rules of the span matcher.</content>
internal sealed partial class HipaaPhiDetectorKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var action = ActionNames.Parse(block.Action) ?? PolicyAction.Block;
        var redaction = RedactionOptions.Read(block);
        var allowed = block.Node.Texts("allow_list");
        return SpanUnit.Of(ReasonCodes.PhiDetected, [.. Entities(block).Select(e => redaction.Rule(e, action, block.Shadow, allowed))]);
    }
}
