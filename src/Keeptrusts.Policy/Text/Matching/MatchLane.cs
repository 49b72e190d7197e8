using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Folding;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>
/// The scan of a text in one form, folded or as it is: threads of (start, state), one per start that can still become a span. Which detectors really may start there
/// is asked late, since most threads die before it matters. Reusable, not thread-safe.
/// </summary>
internal sealed partial class MatchLane
{
    private const int FirstDoubt = 8;

    private readonly MatchPlan _plan;
    private readonly MatchPlan.LanePlan _lane;
    private readonly DetectorSet _set;
    private readonly Places _places;
    private readonly Machine _machine;
    private readonly SpanMerger _merger;
    private readonly FoldedText _text;
    private readonly ContextTracker _context;
    private readonly EndNotes _notes = new();
    private readonly ulong[] _credible;
    private readonly List<Tail> _tails = [];
    private MatchThread[] _threads = new MatchThread[16];
    private int _threadCount;
    private int _scanned;
    private int _place;

    public MatchLane(MatchPlan plan, MatchPlan.LanePlan lane, SpanMerger merger)
    {
        (_plan, _lane, _set, _machine, _places, _merger) = (plan, lane, lane.Set, lane.Set.Machine, lane.Set.Places, merger);
        _text = new FoldedText(lane.IsRaw);
        _context = new ContextTracker(_set, _text);
        _credible = new ulong[_set.Words];
    }

    /// <summary>Steps of the machine since the text began: what the text cost.</summary>
    public long Steps { get; private set; }

    /// <summary>Starts a new text after some context.</summary>
    public void Reset(ReadOnlySpan<char> context)
    {
        _text.Clear();
        _context.Reset();
        _notes.Clear();
        _tails.Clear();
        _failed = null;
        Steps = 0;
        Forget();
        if (!context.IsEmpty)
        {
            _text.AppendContext(context);
        }

        _scanned = _text.End;
        _place = _places.First(_text.Slice(0, _scanned));
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

        Forget();
    }

    /// <summary>Raw position before which no further candidate starts; drops the threads in front that turn out to have no reason to hold text.</summary>
    public int Decide()
    {
        var gone = 0;
        while (gone < _threadCount && !Holds(ref _threads[gone]))
        {
            Finish(_threads[gone++]);
        }

        if (gone > 0)
        {
            _threads.AsSpan(gone, _threadCount - gone).CopyTo(_threads);
            _threadCount -= gone;
        }

        return _threadCount > 0 ? _text.RawStart(_threads[0].Start) : _text.RawEnd;
    }

    /// <summary>Forgets what neither a thread nor its context needs any more.</summary>
    public void Discard()
    {
        var needed = (_threadCount > 0 ? _threads[0].Start : _text.End) - SpanDetector.ContextLength;
        _text.Discard(Math.Max(needed, 0));
    }

    // States are let go, so that a lane that idles in a pool does not keep what its machine has forgotten.
    private void Forget()
    {
        Array.Clear(_threads);
        _threadCount = 0;
    }

    private void Scan()
    {
        var first = _scanned;
        var units = _text.Slice(first, _text.End);
        if (units.IsEmpty)
        {
            return;
        }

        for (var t = 0; t < _threadCount; t++)
        {
            if (_threads[t].Waits)
            {
                DecideWaiting(ref _threads[t], atEnd: false);
            }
        }

        var roots = _places.Current();
        for (var i = 0; i < units.Length; i++)
        {
            var c = units[i];
            var meaning = _places[c];
            var characterClass = meaning & 0xFFFF;
            _scanned = first + i + 1;
            var wall = c == FoldedText.Wall && _text.IsWall(first + i);
            if (_threadCount > 0)
            {
                Step(characterClass, wall);
            }

            if (!wall)
            {
                var all = roots.All(_places, _place);
                var credible = all.Continues ? all.Next[characterClass] ?? _machine.WorkOut(all, characterClass) : _machine.Dead;
                if (credible != _machine.Dead)
                {
                    Begin(roots, first + i, characterClass, credible);
                }
            }

            _place = meaning >> 16;
        }
    }

    private void Step(int characterClass, bool wall)
    {
        Steps += _threadCount;
        var kept = 0;
        for (var t = 0; t < _threadCount; t++)
        {
            ref var thread = ref _threads[t];
            if (thread.State.Continues)
            {
                if (_scanned - thread.Start > _set.Caps[thread.Cap])
                {
                    Cap(ref thread);
                }

                thread.State = wall ? _machine.Dead : _machine.Step(thread.State, characterClass);
                if (thread.State.Matters && thread.State.Accepts.Length > 0)
                {
                    NoteEnds(ref thread);
                }

                if (IsDoubtful(_scanned - thread.Start) && !Holds(ref thread))
                {
                    thread.State = _machine.Dead;
                }
            }

            if (!thread.State.Continues && !thread.Waits)
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

    // A thread that lives long is asked for its reason now and then, so that no text makes threads pile up that no detector would have started.
    private static bool IsDoubtful(int length) => length >= FirstDoubt && (length & (length - 1)) == 0;

    // The context is asked for only where it changes anything: credible is the state if every word were a context word.
    private void Begin(Roots roots, int unit, int characterClass, MachineState credible)
    {
        var state = _machine.Step(roots.Plain(_places, _place), characterClass);
        if (state != credible)
        {
            Array.Clear(_credible);
            state = _context.AddTo(unit, _credible) ? _machine.Step(roots.InContext(_places, _place, _credible), characterClass) : state;
        }

        if (state == _machine.Dead)
        {
            return;
        }

        if (_threadCount == _threads.Length)
        {
            Array.Resize(ref _threads, _threadCount * 2);
        }

        Steps++;
        ref var thread = ref _threads[_threadCount++];
        thread = new MatchThread { Start = unit, State = state, Note = EndNotes.None, Witness = -1 };
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

    // A thread holds text while an end waits for what follows, or while a pattern that may start there can accept something longer. One such pattern is enough.
    private bool Holds(ref MatchThread thread)
    {
        if (thread.Waits)
        {
            return true;
        }

        var continuing = thread.State.Continuing;
        if (thread.Witness >= 0 && Array.BinarySearch(continuing, thread.Witness) >= 0)
        {
            return true;
        }

        var (asked, answer) = (-1, false);
        foreach (var pattern in continuing)
        {
            var detector = _set.DetectorOf[pattern];
            if (detector != asked)
            {
                (asked, answer) = (detector, MayStart(detector, thread.Start));
            }

            if (answer && (!_set.AsksContext(pattern) || InContext(detector, thread.Start)))
            {
                thread.Witness = pattern;
                return true;
            }
        }

        return false;
    }
}
