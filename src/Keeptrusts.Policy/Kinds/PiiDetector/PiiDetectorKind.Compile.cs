using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.PiiDetector;

/// <content>Block → rules of the span matcher.</content>
internal sealed partial class PiiDetectorKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var options = PiiDetectorOptions.Read(block);
        return new PolicyUnit
        {
            Protects = options.Actions.Any(a => a.Action > PolicyAction.Warn),
            ReasonCode = ReasonCodes.PiiDetected,
            Rules =
            [
                .. options.Actions.Select(a => new SpanRule(
                    0,
                    a.Entity,
                    a.Action,
                    block.Shadow,
                    options.Markers.TryGetValue(a.Entity, out var marker) ? marker : $"[{a.Entity}]",
                    options.AllowList)),
            ],
        };
    }
}
