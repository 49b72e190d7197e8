namespace Keeptrusts.Policy.Text.Matching;

/// <content>What detectors are asked, and what becomes of their failures.</content>
internal sealed partial class MatchLane
{
    private bool[]? _failed;

    /// <summary>Tells which rules' detectors threw since the last time.</summary>
    public void ReportFailures(ISpanSink sink)
    {
        for (var d = 0; _failed is not null && d < _failed.Length; d++)
        {
            foreach (var rule in _failed[d] ? _lane.RulesOf[d] : [])
            {
                sink.Failed(rule);
            }
        }

        _failed = null;
    }

    // What a check throws counts as found: text that could not be judged must not pass as clean.
    private bool MayStart(int detector, int start)
    {
        try
        {
            return _set.Detectors[detector].MayStart(Left(start), _text[start]);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Fail(detector);
        }
    }

    private bool InContext(int detector, int start)
    {
        try
        {
            return _set.Detectors[detector].InContext(Left(start));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Fail(detector);
        }
    }

    private SpanEnd MayEnd(int detector, ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd)
    {
        try
        {
            return _set.Detectors[detector].MayEnd(span, following, atEnd);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail(detector);
            return SpanEnd.Holds;
        }
    }

    private double Score(int detector, int start, int end)
    {
        var left = Left(start);
        try
        {
            var of = _set.Detectors[detector];
            return of.Score(new SpanText(_text.Slice(start, end), _text.CasedSlice(start, end), left, of.InContext(left)));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail(detector);
            return 1;
        }
    }

    private ReadOnlySpan<char> Left(int start) => _text.Slice(Math.Max(0, start - SpanDetector.ContextLength), start);

    private bool Fail(int detector) => (_failed ??= new bool[_set.Detectors.Length])[detector] = true;
}
