using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.SecretDetector;

/// <content>Block → rules of the span matcher.</content>
internal sealed partial class SecretDetectorKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var options = SecretDetectorOptions.Read(block);
        return new PolicyUnit
        {
            Protects = options.Actions.Any(a => a.Action > PolicyAction.Warn),
            MayEscalate = options.Actions.Any(a => a.Action == PolicyAction.Escalate),
            ReasonCode = ReasonCodes.SecretDetected,
            Rules = [.. options.Actions.Select(a => new SpanRule(0, a.Entity, a.Action, block.Shadow, $"[{a.Entity}]", options.AllowList))],
        };
    }
}
