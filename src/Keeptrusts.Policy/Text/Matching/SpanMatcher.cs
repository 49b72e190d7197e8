namespace Keeptrusts.Policy.Text.Matching;

/// <summary>
/// Finds spans in a text that arrives in pieces and tells a sink what may pass. Every decision depends on the characters alone, never on the cuts:
/// a character waits only while a span that starts at or before it can still be accepted. Reusable, not thread-safe.
/// </summary>
internal sealed class SpanMatcher
{
    private const int BlockLength = 4096;

    private readonly SpanMerger _merger;
    private readonly MatchLane[] _lanes;
    private int _taken;

    public SpanMatcher(MatchPlan plan)
    {
        _merger = new SpanMerger(plan);
        _lanes = [.. plan.Lanes.Select(lane => new MatchLane(plan, lane, _merger))];
    }

    /// <summary>Whether a stopping finding ended the release: nothing more will pass.</summary>
    public bool Stopped => _merger.Stopped;

    /// <summary>Raw characters taken in and not yet decided.</summary>
    public int Held => Stopped ? 0 : _taken - _merger.Decided;

    /// <summary>Steps of machines since the text began: what it cost, whatever the clock says.</summary>
    public long Steps => _lanes.Sum(l => l.Steps);

    /// <summary>Starts a new text.</summary>
    /// <param name="context">What stands before it, for the detectors' left context only.</param>
    public void Reset(ReadOnlySpan<char> context = default)
    {
        _merger.Reset();
        _taken = 0;
        foreach (var lane in _lanes)
        {
            lane.Reset(context);
        }
    }

    public void Write(ReadOnlySpan<char> text, ISpanSink sink)
    {
        while (!text.IsEmpty && !Stopped)
        {
            var block = text[..Math.Min(text.Length, BlockLength)];
            text = text[block.Length..];
            _taken += block.Length;
            foreach (var lane in _lanes)
            {
                lane.Write(block);
            }

            Release(sink);
        }
    }

    /// <summary>Ends the text and decides the rest.</summary>
    public void Complete(ISpanSink sink)
    {
        if (Stopped)
        {
            return;
        }

        foreach (var lane in _lanes)
        {
            lane.Complete();
        }

        Release(sink);
    }

    private void Release(ISpanSink sink)
    {
        var boundary = _taken;
        foreach (var lane in _lanes)
        {
            boundary = Math.Min(boundary, lane.Decide());
            lane.ReportFailures(sink);
        }

        _merger.Decide(boundary, sink);
        foreach (var lane in _lanes)
        {
            lane.Discard();
        }
    }
}
