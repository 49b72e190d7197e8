using Keeptrusts.Policy.Text.Automata;

namespace Keeptrusts.Policy.Text.Matching;

/// <content>Spans that reach their longest, and what vanishes behind them.</content>
internal sealed partial class MatchLane
{
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
            if (!Admits(ref note, thread.Start, pattern) || !GoesOn(ref note, thread))
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

    private bool GoesOn(ref EndNote note, in MatchThread thread)
    {
        foreach (var pattern in thread.State.Continuing)
        {
            if (_set.DetectorOf[pattern] == note.Detector && Admits(ref note, thread.Start, pattern))
            {
                return true;
            }
        }

        return false;
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

    private readonly record struct Tail(MachineState State, int Rule, int From);
}
