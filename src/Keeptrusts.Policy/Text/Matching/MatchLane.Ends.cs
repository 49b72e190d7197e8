using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Matching;

/// <content>Ends: what is accepted, and what becomes of it.</content>
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

    // A thread lives while something longer can be accepted, and waits while a boundary is undecided; nothing else holds text back.
    private void NoteEnds(ref MatchThread thread)
    {
        foreach (var (pattern, where) in thread.State.Accepts)
        {
            ref var note = ref NoteOf(ref thread, _set.DetectorOf[pattern]);
            if (!Admits(ref note, thread.Start, pattern))
            {
                continue;
            }

            if (note.Pending == _scanned)
            {
                note.PendingWhere |= where; // Both forms of the detector end here.
            }
            else if (!Decide(thread.Start, ref note, _scanned, where, atEnd: false))
            {
                (note.EarlierPending, note.EarlierWhere) = (note.Pending, note.PendingWhere);
                (note.Pending, note.PendingWhere) = (_scanned, where);
                thread.Waits = true;
            }
        }
    }

    private ref EndNote NoteOf(ref MatchThread thread, int detector)
    {
        ref var note = ref _notes.For(ref thread.Note, detector, out var added);
        if (added)
        {
            note.MayStart = MayStart(detector, thread.Start);
        }

        return ref note;
    }

    private bool Admits(ref EndNote note, int start, int pattern) =>
        note.MayStart && (!_set.AsksContext(pattern) || (note.InContext ??= InContext(note.Detector, start)));

    // Ends are decided in the order in which they were met, so that the longest one stands last.
    private void DecideWaiting(ref MatchThread thread, bool atEnd)
    {
        thread.Waits = false;
        for (var n = thread.Note; n != EndNotes.None; n = _notes[n].Next)
        {
            ref var note = ref _notes[n];
            if (note.EarlierPending != 0 && Decide(thread.Start, ref note, note.EarlierPending, note.EarlierWhere, atEnd))
            {
                note.EarlierPending = 0;
            }

            if (note.Pending != 0 && Decide(thread.Start, ref note, note.Pending, note.PendingWhere, atEnd))
            {
                (note.Pending, note.PendingWhere, note.EarlierPending) = (note.EarlierPending, note.EarlierWhere, 0);
            }

            thread.Waits |= note.Pending != 0;
        }
    }

    private bool Decide(int start, ref EndNote note, int end, Situations where, bool atEnd)
    {
        var following = _text.Slice(end, Math.Min(_text.End, end + SpanDetector.MaxFollowing));
        var fits = Fits(where, following, atEnd);
        if (fits == SpanEnd.Holds)
        {
            fits = MayEnd(note.Detector, _text.Slice(start, end), following, atEnd);
        }

        if (fits == SpanEnd.Undecided && !atEnd && following.Length < SpanDetector.MaxFollowing)
        {
            return false;
        }

        if (fits == SpanEnd.Holds && end > note.BestEnd && Score(note.Detector, start, end) is > 0 and var score)
        {
            (note.BestEnd, note.BestScore) = (end, score);
        }

        return true;
    }

    private SpanEnd Fits(Situations where, ReadOnlySpan<char> following, bool atEnd)
    {
        if (where == Situations.Any)
        {
            return SpanEnd.Holds;
        }

        if (following.IsEmpty && !atEnd)
        {
            return SpanEnd.Undecided;
        }

        var tellsLast = (where & Situations.LastLineFeed) == 0 != ((where & Situations.NoWord) == 0);
        if (following is ['\n'] && tellsLast && !atEnd)
        {
            return SpanEnd.Undecided;
        }

        var situation = following.IsEmpty ? Situations.End
            : following is ['\n'] && atEnd ? Situations.LastLineFeed
            : _machine.Classes.IsWord(_machine.Classes.Of(following[0])) ? Situations.Word
            : Situations.NoWord;
        return (where & situation) != 0 ? SpanEnd.Holds : SpanEnd.Fails;
    }

    private void Finish(in MatchThread thread)
    {
        for (var n = thread.Note; n != EndNotes.None; n = _notes[n].Next)
        {
            if (_notes[n].BestEnd > 0)
            {
                Accept(thread.Start, _notes[n]);
            }
        }

        _notes.Free(thread.Note);
    }

    private void Accept(int firstUnit, in EndNote note)
    {
        var value = _text.Slice(firstUnit, note.BestEnd);
        var start = _text.RawStart(firstUnit);
        var end = _text.RawEndOf(note.BestEnd - 1);
        foreach (var index in _lane.RulesOf[note.Detector])
        {
            var allow = _plan.Rules[index].AllowList;
            var allowed = allow.Count > 0 && allow.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value);
            _merger.Add(new Candidate(index, start, end, note.BestScore, allowed ? CandidateRole.Shield : CandidateRole.Finding));
        }
    }

    /// <summary>
    /// Some detectors of a thread have reached their longest span. What they accept now counts, whatever follows; what they could go on with vanishes with it.
    /// </summary>
    private void Cap(ref MatchThread thread)
    {
        var length = _set.Caps[thread.Cap];
        var end = thread.Start + length;
        var judged = -1;
        foreach (var (pattern, _) in thread.State.Accepts)
        {
            var detector = _set.DetectorOf[pattern];
            if (_set.Detectors[detector].MaxLength != length || detector == judged)
            {
                continue;
            }

            ref var note = ref NoteOf(ref thread, detector);
            if (!Admits(ref note, thread.Start, pattern))
            {
                continue;
            }

            judged = detector; // Its two forms stand side by side.
            if (note.BestEnd != end && Score(detector, thread.Start, end) is > 0 and var score)
            {
                (note.BestEnd, note.BestScore) = (end, score);
            }

            if (note.BestEnd == end)
            {
                SwallowFrom(end, thread.Start, ref note, thread.State);
            }
        }

        thread.Cap = Math.Min(thread.Cap + 1, _set.Caps.Length - 1);
        thread.State = _machine.Restrict(thread.State, p => _set.Detectors[_set.DetectorOf[p]].MaxLength > length);
    }

    private void SwallowFrom(int end, int start, ref EndNote note, MachineState state)
    {
        var detector = note.Detector;
        var redacting = Array.FindIndex(_lane.RulesOf[detector], r => _plan.Rules[r].Redacts);
        if (redacting >= 0)
        {
            var inContext = note.InContext ??= InContext(detector, start);
            var rest = _machine.Restrict(state, p => _set.DetectorOf[p] == detector && (inContext || !_set.AsksContext(p)));
            _tails.Add(new Tail(rest, _lane.RulesOf[detector][redacting], end));
        }
    }

    private void Swallow()
    {
        for (var t = _tails.Count - 1; t >= 0; t--)
        {
            var (state, rule, from) = _tails[t];
            var at = from;
            while (at < _scanned && state.Continues)
            {
                var next = _text.IsWall(at) ? _machine.Dead : _machine.Step(state, _machine.Classes.Of(_text[at]));
                if (next == _machine.Dead)
                {
                    state = next;
                    break;
                }

                state = next;
                at++;
            }

            if (at > from)
            {
                _merger.Add(new Candidate(rule, _text.RawStart(from), _text.RawEndOf(at - 1), 0, CandidateRole.Tail));
            }

            if (state.Continues)
            {
                _tails[t] = new Tail(state, rule, at);
            }
            else
            {
                _tails.RemoveAt(t);
            }
        }
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

    private readonly record struct Tail(MachineState State, int Rule, int From);
}
