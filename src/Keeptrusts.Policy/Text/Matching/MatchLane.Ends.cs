using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Matching;

/// <content>Ends: what is accepted, and what becomes of it.</content>
internal sealed partial class MatchLane
{
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
}
