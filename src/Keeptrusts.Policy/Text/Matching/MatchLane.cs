using System.Numerics;
using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Folding;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>
/// The scan of a text in one form, folded or as it is: threads of (start, state), one per start that can still become a span. Reusable, not thread-safe.
/// </summary>
internal sealed partial class MatchLane
{
    private readonly MatchPlan _plan;
    private readonly MatchPlan.LanePlan _lane;
    private readonly DetectorSet _set;
    private readonly Machine _machine;
    private readonly SpanMerger _merger;
    private readonly FoldedText _text;
    private readonly ContextTracker _context;
    private readonly EndNotes _notes = new();
    private readonly ulong[] _patterns;
    private readonly StartCache _starts;
    private readonly List<Tail> _tails = [];
    private MatchThread[] _threads = new MatchThread[16];
    private int _threadCount;
    private int _textStart;
    private int _scanned;

    public MatchLane(MatchPlan plan, MatchPlan.LanePlan lane, SpanMerger merger)
    {
        (_plan, _lane, _set, _machine, _merger) = (plan, lane, lane.Set, lane.Set.Machine, merger);
        _text = new FoldedText(lane.IsRaw);
        _context = new ContextTracker(_set, _text);
        _patterns = new ulong[_set.Words];
        _starts = new StartCache(_set);
    }

    /// <summary>Raw characters taken in.</summary>
    public int RawTaken => _text.RawEnd + _text.Waiting;

    /// <summary>Raw position before which no further candidate starts.</summary>
    public int Boundary => _threadCount > 0 ? _text.RawStart(_threads[0].Start) : _text.RawEnd;

    /// <summary>Starts a new text after some context.</summary>
    public void Reset(ReadOnlySpan<char> context)
    {
        _text.Clear();
        _context.Reset();
        _notes.Clear();
        _tails.Clear();
        _failed = null;
        _threadCount = 0;
        if (!context.IsEmpty)
        {
            _text.AppendContext(context);
        }

        _textStart = _scanned = _text.End;
    }

    public void Write(ReadOnlySpan<char> block)
    {
        _text.Append(block);
        Scan();
        Swallow();
    }

    public void Complete()
    {
        _text.AppendRest();
        Scan();
        Swallow();
        for (var t = 0; t < _threadCount; t++)
        {
            ref var thread = ref _threads[t];
            DecideWaiting(ref thread, atEnd: true);
            Finish(thread);
        }

        _threadCount = 0;
    }

    /// <summary>Forgets what neither a thread nor its context needs any more.</summary>
    public void Discard()
    {
        var needed = (_threadCount > 0 ? _threads[0].Start : _text.End) - SpanDetector.ContextLength;
        _text.Discard(Math.Max(needed, 0));
    }

    private void Scan()
    {
        var first = _scanned;
        var units = _text.Slice(first, _text.End);
        var previous = first == 0 ? '\0' : _text[first - 1];
        for (var i = 0; i < units.Length; i++)
        {
            var c = units[i];
            _scanned = first + i + 1;
            if (_threadCount > 0)
            {
                Step(c);
            }

            if ((_set.MayBegin(previous, c) || first + i == 0) && !(c == FoldedText.Wall && _text.IsWall(first + i)))
            {
                Begin(first + i, previous, c);
            }

            previous = c;
        }
    }

    private void Step(char c)
    {
        var characterClass = _machine.Classes.Of(c);
        var wall = c == FoldedText.Wall && _text.IsWall(_scanned - 1);
        var kept = 0;
        for (var t = 0; t < _threadCount; t++)
        {
            ref var thread = ref _threads[t];
            if (thread.Waits)
            {
                DecideWaiting(ref thread, atEnd: false);
            }

            var state = thread.State;
            if (state.Continues)
            {
                if (_scanned - thread.Start > _set.Caps[thread.Cap])
                {
                    state = Cap(ref thread);
                }

                state = wall ? _machine.Dead : _machine.Step(state, characterClass);
                thread.State = state;
                if (state.Accepts.Length > 0)
                {
                    NoteEnds(ref thread);
                }
            }

            if (!state.Continues && !thread.Waits)
            {
                Finish(thread);
            }
            else if (kept++ < t)
            {
                _threads[kept - 1] = thread;
            }
        }

        _threadCount = kept;
    }

    private void Begin(int unit, char previous, char c)
    {
        // 1. Which patterns start with this character, after the one before?
        var starting = _set.Starting(c);
        var following = unit == 0 ? default : _set.Following(previous);
        var any = 0UL;
        var inContext = 0UL;
        for (var w = 0; w < _patterns.Length; w++)
        {
            var bits = following.IsEmpty ? starting[w] : starting[w] & following[w];
            _patterns[w] = bits;
            any |= bits;
            inContext |= bits & ~_set.Anywhere[w];
        }

        if (any == 0)
        {
            return;
        }

        // 2. Which of them does the context make credible, and which does their detector let start here?
        var left = _text.Slice(Math.Max(0, unit - SpanDetector.ContextLength), unit);
        if (inContext != 0)
        {
            KeepInContext(unit, left);
        }

        if (!KeepStartable(left, c))
        {
            return;
        }

        // 3. Where does the machine stand after this character?
        var preceding = unit == _textStart ? Preceding.Nothing : _machine.Classes.IsWord(_machine.Classes.Of(previous)) ? Preceding.Word : Preceding.NoWord;
        var state = _starts.After(_machine.Classes.Of(c), _patterns, preceding);
        if (!state.Continues && state.Accepts.Length == 0)
        {
            return;
        }

        if (_threadCount == _threads.Length)
        {
            Array.Resize(ref _threads, _threadCount * 2);
        }

        ref var thread = ref _threads[_threadCount++];
        thread = new MatchThread { Start = unit, State = state, Note = EndNotes.None };
        if (state.Accepts.Length > 0)
        {
            NoteEnds(ref thread);
        }

        if (!state.Continues && !thread.Waits)
        {
            Finish(thread);
            _threadCount--;
        }
    }

    private void KeepInContext(int unit, ReadOnlySpan<char> left)
    {
        Span<ulong> credible = stackalloc ulong[_patterns.Length];
        credible.Clear();
        _context.AddTo(unit, credible);
        for (var w = 0; w < _patterns.Length; w++)
        {
            for (var asked = _patterns[w] & _set.AskedContext[w]; asked != 0; asked &= asked - 1)
            {
                var bit = BitOperations.TrailingZeroCount(asked);
                if (_set.Detectors[_set.DetectorOf[(w * 64) + bit]].InContext(left))
                {
                    credible[w] |= 1UL << bit;
                }
            }

            _patterns[w] &= _set.Anywhere[w] | credible[w];
        }
    }

    private bool KeepStartable(ReadOnlySpan<char> left, char c)
    {
        var (asked, answer, any) = (-1, false, 0UL);
        for (var w = 0; w < _patterns.Length; w++)
        {
            for (var open = _patterns[w]; open != 0; open &= open - 1)
            {
                var bit = BitOperations.TrailingZeroCount(open);
                var detector = _set.DetectorOf[(w * 64) + bit];
                if (detector != asked)
                {
                    (asked, answer) = (detector, MayStart(detector, left, c));
                }

                if (!answer)
                {
                    _patterns[w] &= ~(1UL << bit);
                }
            }

            any |= _patterns[w];
        }

        return any != 0;
    }
}
