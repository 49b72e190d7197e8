using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Spans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.PiiDetector;

/// <content>Block → rules of the span matcher.</content>
internal sealed partial class PiiDetectorKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var options = PiiDetectorOptions.Read(block);
        var redaction = RedactionOptions.Read(block);
        return SpanUnit.Of(
            ReasonCodes.PiiDetected,
            [
                .. options.Actions.Select(a => redaction.Rule(a.Entity, a.Action, block.Shadow, options.AllowList)),
                .. options.Patterns.Select(p => redaction.Rule(p.Name, options.Common, block.Shadow, options.AllowList, p.Detector())),
            ]);
    }
}
