using System.Runtime.InteropServices;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>
/// Turns candidates into what the sink hears. Among enforced redactions the winner is the earliest start, then the longest, then chain order;
/// what only losers cover vanishes behind the winner's marker. Other findings are reported and change nothing, but the first stopping one ends the text.
/// </summary>
internal sealed class SpanMerger
{
    private readonly MatchPlan _plan;
    private readonly List<Candidate> _candidates = [];
    private readonly int[] _shieldEnd;
    private int _winnerEnd;
    private int _removedEnd; // what vanishes behind winners, as far as it is decided

    public SpanMerger(MatchPlan plan)
    {
        _plan = plan;
        _shieldEnd = new int[plan.Policies];
    }

    /// <summary>Raw position up to which everything is decided.</summary>
    public int Decided { get; private set; }

    public bool Stopped { get; private set; }

    public void Reset()
    {
        _candidates.Clear();
        Array.Clear(_shieldEnd);
        (_winnerEnd, _removedEnd, Decided, Stopped) = (0, 0, 0, false);
    }

    public void Add(in Candidate candidate)
    {
        // Nearly sorted as they come: spans end in about the order in which they start.
        var at = _candidates.Count;
        while (at > 0 && candidate.CompareTo(_candidates[at - 1]) < 0)
        {
            at--;
        }

        _candidates.Insert(at, candidate);
    }

    /// <summary>Decides everything before <paramref name="boundary"/>: no further candidate starts there.</summary>
    public void Decide(int boundary, ISpanSink sink)
    {
        var done = 0;
        while (!Stopped && done < _candidates.Count && _candidates[done].Start < boundary)
        {
            var first = done;
            while (done < _candidates.Count && _candidates[done].Start == _candidates[first].Start)
            {
                done++;
            }

            DecideStart(CollectionsMarshal.AsSpan(_candidates)[first..done], sink);
        }

        _candidates.RemoveRange(0, done);
        if (!Stopped)
        {
            CopyTo(boundary, sink);
        }
    }

    private void DecideStart(ReadOnlySpan<Candidate> candidates, ISpanSink sink)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Role == CandidateRole.Shield)
            {
                ref var shield = ref _shieldEnd[_plan.Rules[candidate.Rule].Policy];
                shield = Math.Max(shield, candidate.End);
            }
        }

        CopyTo(candidates[0].Start, sink);
        foreach (var candidate in candidates)
        {
            if (candidate.Role == CandidateRole.Finding && !Shielded(candidate))
            {
                Stopped |= _plan.Rules[candidate.Rule].Stops;
                sink.Found(candidate.Rule, candidate.Start, candidate.End, candidate.Score);
            }
        }

        // Nothing of the place where the text stops is released, not even a marker.
        for (var c = 0; c < candidates.Length && !Stopped; c++)
        {
            if (candidates[c].Role == CandidateRole.Tail)
            {
                _removedEnd = Math.Max(_removedEnd, candidates[c].End); // It suppresses no finding: where a stream is cut must not tell which.
            }
            else if (_plan.Rules[candidates[c].Rule].Redacts && !Shielded(candidates[c]))
            {
                Redact(candidates[c], sink);
            }
        }
    }

    private bool Shielded(in Candidate candidate) => candidate.End <= _shieldEnd[_plan.Rules[candidate.Rule].Policy];

    // What a loser covers is removed only as far as it is decided, so that the next winner may still have its whole span.
    private void Redact(in Candidate candidate, ISpanSink sink)
    {
        if (candidate.Start >= _winnerEnd)
        {
            sink.Replace(candidate.End - Decided, candidate.Rule);
            _winnerEnd = Decided = candidate.End;
        }

        _removedEnd = Math.Max(_removedEnd, candidate.End);
    }

    private void CopyTo(int position, ISpanSink sink)
    {
        var removed = Math.Min(position, _removedEnd) - Decided;
        if (removed > 0)
        {
            sink.Replace(removed, -1);
            Decided += removed;
        }

        if (position > Decided)
        {
            sink.Copy(position - Decided);
            Decided = position;
        }
    }
}
