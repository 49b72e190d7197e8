namespace Keeptrusts.Policy.Evaluation;

/// <summary>A channel of JSON in a string, read as plain text.</summary>
internal sealed class JsonChannel(SpanEvaluation evaluation, SpanPhase phase, SpanFindings findings, string? at) : SpanChannel(evaluation, findings, at)
{
    private readonly Text.Matching.SpanMatcher _matcher = phase.Matchers(ofKeys: false).Rent();

    protected override void Take(ReadOnlySpan<char> text) => _matcher.Write(text, Edits);

    protected override void TakeEnd() => _matcher.Complete(Edits);

    protected override void Return() => phase.Matchers(ofKeys: false).Return(_matcher);
}
