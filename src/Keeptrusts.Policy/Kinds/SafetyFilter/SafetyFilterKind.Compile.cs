using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Spans;
using Keeptrusts.Policy.Text.Custom;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.SafetyFilter;

/// <content>Block → rules of the span matcher.</content>
internal sealed partial class SafetyFilterKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var action = ActionNames.Parse(block.Action) ?? PolicyAction.Block;
        var options = SafetyFilterOptions.Read(block);
        var redaction = RedactionOptions.Read(block);
        var lists = options.Shipped.Select(name => (Name: SafetyFilterOptions.TypeOf(name), Terms: SafetyLists.Terms(name)))
            .Concat(options.Inline.Select(list => (Name: SafetyFilterOptions.TypeOf(list.Name), list.Terms)))
            .Append((Name: SafetyFilterOptions.Term, options.Terms));
        return SpanUnit.Of(
            ReasonCodes.SafetyTermDetected,
            [
                .. lists.SelectMany(list => TermList.Of(list.Name, list.Terms)).Select(d => redaction.Rule(d.Name, action, block.Shadow, [], d)),
            ]);
    }
}
