using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT4006 (a policy for which answers wait until they are complete) and KT4007 (a block that comes after text was delivered).</summary>
/// <param name="kinds">The kinds.</param>
/// <param name="environment">The environment that lint judges for.</param>
internal sealed class StreamingRule(KindSchemas kinds, string? environment) : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var policies = InForce.Of(document, environment).ToList();
        var buffering = policies.Where(block => Effects.Buffers(block, kinds) is not null).ToList();
        foreach (var block in buffering)
        {
            var (span, path, why) = Effects.Buffers(block, kinds)!.Value;
            diagnostics.Info(
                RuleCodes.BufferedOutput,
                path,
                span,
                $"`{block.Name}` {why}, so the first token of an answer waits for the last",
                block.Buffered ? "with `streaming: realtime` text leaves as it is judged" : "limit it with `when`, or to other `phases`, where that is too slow");
        }

        var buffered = new HashSet<PolicyBlock>(buffering);
        var scopes = new ScopeIndex(policies);
        var always = buffering.Find(ScopeIndex.IsEverything);
        foreach (var block in always is null ? policies : [])
        {
            if (Effects.FindsSpans(block) && Effects.ReadsOutput(block, kinds) && !scopes.Around(block).Any(buffered.Contains) && Effects.Place(block, "block", kinds) is var (span, path))
            {
                diagnostics.Info(
                    RuleCodes.RealtimeBlock,
                    path,
                    span,
                    $"`{block.Name}` blocks a streamed answer where it finds something; the text before has been delivered by then",
                    "write `streaming: buffered` where nothing of a blocked answer may leave");
            }
        }
    }
}
