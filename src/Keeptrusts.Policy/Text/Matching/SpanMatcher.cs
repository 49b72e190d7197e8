using Keeptrusts.Policy.Text.Folding;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>
/// Finds spans in a text that arrives in pieces and tells a sink what may pass. Every decision depends on the characters alone, never on the cuts:
/// a character waits only while a span that starts at or before it can still be accepted. Reusable, not thread-safe.
/// </summary>
internal sealed class SpanMatcher
{
    /// <summary>Longest span, in folded characters.</summary>
    public const int MaxLength = 4096;

    private const int BlockLength = 4096;

    private readonly MatchPlan _plan;
    private readonly FoldedText _text = new();
    private readonly SpanMerger _merger;
    private MatchThread[] _threads = new MatchThread[16];
    private int _threadCount;
    private int _scanned;

    public SpanMatcher(MatchPlan plan)
    {
        _plan = plan;
        _merger = new SpanMerger(plan);
    }

    /// <summary>Whether a stopping finding ended the release: nothing more will pass.</summary>
    public bool Stopped => _merger.Stopped;

    /// <summary>Raw characters taken in and not yet decided.</summary>
    public int Held => Stopped ? 0 : _text.RawEnd + _text.Waiting - _merger.Decided;

    /// <summary>Starts a new text.</summary>
    /// <param name="context">What stands before it, for the detectors' left context only.</param>
    public void Reset(ReadOnlySpan<char> context = default)
    {
        _text.Clear();
        _merger.Reset();
        _threadCount = 0;
        if (!context.IsEmpty)
        {
            _text.AppendContext(context);
        }

        _scanned = _text.End;
    }

    public void Write(ReadOnlySpan<char> text, ISpanSink sink)
    {
        while (!text.IsEmpty && !Stopped)
        {
            var block = text[..Math.Min(text.Length, BlockLength)];
            text = text[block.Length..];
            _text.Append(block);
            Scan();
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

        _text.AppendRest();
        Scan();
        for (var t = 0; t < _threadCount; t++)
        {
            ref var thread = ref _threads[t];
            thread.State = Dfa.Dead;
            DecideEnds(ref thread, atEnd: true);
            Accept(thread);
        }

        _threadCount = 0;
        Release(sink);
    }

    private void Scan()
    {
        var end = _text.End;
        var previous = _scanned == 0 ? '\0' : _text[_scanned - 1];
        var first = _scanned;
        var units = _text.Slice(first, end);
        for (var i = 0; i < units.Length; i++)
        {
            var c = units[i];
            _scanned = first + i + 1;
            if (_threadCount > 0)
            {
                Step(c);
            }

            var starting = _plan.StartingWith(c);
            if (starting != 0 && (first + i == 0 || (starting &= _plan.Following(previous)) != 0))
            {
                Start(starting, first + i, c);
            }

            previous = c;
        }
    }

    private void Step(char c)
    {
        var wall = c == FoldedText.Wall && _text.IsWall(_scanned - 1);
        var kept = 0;
        for (var t = 0; t < _threadCount; t++)
        {
            ref var thread = ref _threads[t];
            if (thread.Pending != 0)
            {
                DecideEnds(ref thread, atEnd: false);
            }

            if (thread.State != Dfa.Dead)
            {
                thread.State = wall || _scanned - thread.Start > MaxLength ? Dfa.Dead : thread.Automaton.Next(thread.State, c);
                NoteEnd(ref thread);
            }

            if (thread.State == Dfa.Dead && thread.Pending == 0)
            {
                Accept(thread);
            }
            else if (kept++ < t)
            {
                _threads[kept - 1] = thread;
            }
        }

        _threadCount = kept;
    }

    private void Start(ulong starting, int unit, char c)
    {
        var left = _text.Slice(Math.Max(0, unit - SpanDetector.ContextLength), unit);
        for (; starting != 0; starting &= starting - 1)
        {
            var index = System.Numerics.BitOperations.TrailingZeroCount(starting);
            var detector = _plan.Detectors[index];
            if (!detector.MayStart(left, c))
            {
                continue;
            }

            var automaton = detector.Automaton(left);
            var state = automaton.Next(automaton.Start, c);
            if (state == Dfa.Dead)
            {
                continue;
            }

            if (_threadCount == _threads.Length)
            {
                Array.Resize(ref _threads, _threadCount * 2);
            }

            ref var thread = ref _threads[_threadCount++];
            thread = new MatchThread { Detector = index, Start = unit, State = state, Automaton = automaton };
            NoteEnd(ref thread);
            if (thread.State == Dfa.Dead && thread.Pending == 0)
            {
                Accept(thread);
                _threadCount--;
            }
        }
    }

    // A thread lives while something longer can be accepted, and waits while a boundary is undecided; nothing else holds text back.
    private void NoteEnd(ref MatchThread thread)
    {
        if (thread.Automaton.Accepts(thread.State) && !Decide(ref thread, _scanned, atEnd: false))
        {
            (thread.EarlierPending, thread.Pending) = (thread.Pending, _scanned);
        }

        if (!thread.Automaton.Continues(thread.State))
        {
            thread.State = Dfa.Dead;
        }
    }

    // Ends are decided in the order in which they were met, so that the longest one stands last.
    private void DecideEnds(ref MatchThread thread, bool atEnd)
    {
        var earlier = thread.EarlierPending;
        var later = thread.Pending;
        if (earlier != 0)
        {
            thread.EarlierPending = Decide(ref thread, earlier, atEnd) ? 0 : earlier;
        }

        if (later != 0 && Decide(ref thread, later, atEnd))
        {
            (thread.Pending, thread.EarlierPending) = (thread.EarlierPending, 0);
        }
    }

    private bool Decide(ref MatchThread thread, int end, bool atEnd)
    {
        var detector = _plan.Detectors[thread.Detector];
        var span = _text.Slice(thread.Start, end);
        var following = _text.Slice(end, Math.Min(_scanned, end + SpanDetector.MaxFollowing));
        switch (detector.MayEnd(span, following, atEnd))
        {
            case SpanEnd.Undecided when !atEnd && following.Length < SpanDetector.MaxFollowing:
                return false;
            case SpanEnd.Holds:
                var left = _text.Slice(Math.Max(0, thread.Start - SpanDetector.ContextLength), thread.Start);
                var text = new SpanText(span, _text.CasedSlice(thread.Start, end), left, detector.InContext(left));
                var score = detector.Score(text);
                if (score > 0 && end > thread.BestEnd)
                {
                    (thread.BestEnd, thread.BestScore) = (end, score);
                }

                return true;
            default:
                return true;
        }
    }

    private void Accept(in MatchThread thread)
    {
        if (thread.BestEnd == 0)
        {
            return;
        }

        var value = _text.Slice(thread.Start, thread.BestEnd);
        var start = _text.RawStart(thread.Start);
        var end = _text.RawEndOf(thread.BestEnd - 1);
        foreach (var index in _plan.RulesOf[thread.Detector])
        {
            var allow = _plan.Rules[index].AllowList;
            var allowed = allow.Count > 0 && allow.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value);
            _merger.Add(new Candidate(index, start, end, thread.BestScore, allowed));
        }
    }

    // Threads stand in the order of their starts, so the first one bounds what is decided.
    private void Release(ISpanSink sink)
    {
        var boundary = _threadCount > 0 ? _text.RawStart(_threads[0].Start) : _text.RawEnd;
        _merger.Decide(boundary, sink);
        var needed = (_threadCount > 0 ? _threads[0].Start : _text.End) - SpanDetector.ContextLength;
        _text.Discard(Math.Max(needed, 0));
    }
}
