using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>A channel of plain text.</summary>
internal sealed class TextChannel(SpanEvaluation evaluation, SpanPhase phase, SpanFindings findings, string? at) : SpanChannel(evaluation, findings, at)
{
    private readonly SpanMatcher _matcher = phase.Matchers(ofKeys: false).Rent();

    protected override void Take(ReadOnlySpan<char> text) => _matcher.Write(text, Edits);

    protected override void TakeEnd() => _matcher.Complete(Edits);

    protected override void Return() => phase.Matchers(ofKeys: false).Return(_matcher);
}
