using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>A phase with policies that judge its text as a whole: keeps the redacted texts until the end and asks them then.</summary>
internal sealed class JudgedEvaluation(TextPhase phase, SpanEvaluation spans, PolicyCall call) : PhaseEvaluation
{
    private readonly List<Func<PolicyText>> _texts = [];
    private bool _blocked;

    public override bool Blocked => _blocked || spans.Blocked;

    public override string? Rewrite(ReadOnlySpan<char> text, Func<string?>? at = null, ChannelFormat format = ChannelFormat.Text, TextSource source = default)
    {
        var rewritten = spans.Rewrite(text, at, format, source);
        Keep(rewritten ?? text.ToString(), source, at?.Invoke());
        return rewritten;
    }

    public override IReadOnlyList<string?> RewriteParts(IReadOnlyList<string> parts, Func<string?>? at = null, TextSource source = default)
    {
        var rewritten = spans.RewriteParts(parts, at, source);
        Keep(string.Concat(parts.Select((part, i) => rewritten[i] ?? part)), source, at?.Invoke());
        return rewritten;
    }

    public override ChannelEvaluation OpenChannel(ChannelFormat format, string? at = null, TextSource source = default)
    {
        var channel = new KeepingChannel(spans.OpenChannel(format, at, source));
        _texts.Add(() => new PolicyText(channel.Kept, source, at));
        return channel;
    }

    public override async ValueTask<PhaseOutcome> CompleteAsync(CancellationToken cancellation = default)
    {
        // 1. What the span policies found.
        var first = await spans.CompleteAsync(cancellation).ConfigureAwait(false);

        // 2. What the others say to the text that is left, in chain order. A block of the first pass makes it needless.
        var results = new List<PolicyResult>(first.Policies.Count + phase.Judges.Count);
        TextInput? input = null;
        var asked = 0;
        foreach (var judge in phase.Judges)
        {
            while (results.Count - asked < first.Policies.Count && phase.Spans.Policies[results.Count - asked].Order <= judge.Order)
            {
                results.Add(first.Policies[results.Count - asked]);
            }

            input ??= new TextInput(phase.Spans.Phase, call, [.. _texts.Select(text => text())], first.Policies);
            var result = first.Verdict == Verdict.Block
                ? judge.Skipped(phase.Spans.Phase)
                : await judge.AskAsync(phase.Spans.Phase, policy => policy.JudgeAsync(input, cancellation), cancellation).ConfigureAwait(false);
            results.Add(result);
            asked++;
        }

        results.AddRange(first.Policies.Skip(results.Count - asked));

        // 3. One outcome of both.
        var outcome = TextPhase.Decide(results);
        _blocked = outcome.Verdict == Verdict.Block;
        return outcome;
    }

    protected override void Dispose(bool disposing)
    {
        spans.Dispose();
        base.Dispose(disposing);
    }

    private void Keep(string text, TextSource source, string? at)
    {
        var kept = new PolicyText(text, source, at);
        _texts.Add(() => kept);
    }
}
