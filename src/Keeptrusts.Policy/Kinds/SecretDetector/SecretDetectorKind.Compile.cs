using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Spans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.SecretDetector;

/// <content>Block → rules of the span matcher.</content>
internal sealed partial class SecretDetectorKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var options = SecretDetectorOptions.Read(block);
        var redaction = RedactionOptions.Read(block);
        return SpanUnit.Of(ReasonCodes.SecretDetected, [.. options.Actions.Select(a => redaction.Rule(a.Entity, a.Action, block.Shadow, options.AllowList))]);
    }
}
