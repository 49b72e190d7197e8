using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>A channel of plain text.</summary>
internal sealed class TextChannel : SpanChannel
{
    private readonly MatcherPool _pool;
    private readonly SpanMatcher _matcher;

    public TextChannel(SpanEvaluation evaluation, SpanPhase phase, SpanFindings findings, string? at)
        : base(evaluation, phase, findings, at)
    {
        _pool = phase.Matchers(ofKeys: false);
        _matcher = _pool.Rent();
    }

    protected override void Take(ReadOnlySpan<char> text) => _matcher.Write(text, Edits);

    protected override void TakeEnd() => _matcher.Complete(Edits);

    protected override void Return() => _pool.Return(_matcher);
}
