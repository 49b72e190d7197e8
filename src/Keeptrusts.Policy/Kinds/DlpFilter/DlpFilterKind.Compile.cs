using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Spans;
using Keeptrusts.Policy.Text.Custom;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.DlpFilter;

/// <content>Block → rules of the span matcher.</content>
internal sealed partial class DlpFilterKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var action = ActionNames.Parse(block.Action) ?? PolicyAction.Block;
        var options = DlpFilterOptions.Read(block);
        var redaction = RedactionOptions.Read(block);
        return SpanUnit.Of(
            ReasonCodes.DlpBlockedTerm,
            [
                .. TermList.Of(DlpFilterOptions.Term, options.Terms, options.Distance).Select(list => Rule(list)),
                .. options.Patterns.Select(p => Rule(p.Detector(), ReasonCodes.DlpPatternMatched)),
                .. options.Level is null ? [] : new[] { Rule(new MarkingDetector(DlpFilterOptions.Marking, ClassificationMarkings.From(options.Level))) },
            ]);

        SpanRule Rule(SpanDetector detector, string reason = ReasonCodes.DlpBlockedTerm) =>
            redaction.Rule(detector.Name, action, block.Shadow, [], detector) with { ReasonCode = reason };
    }
}
