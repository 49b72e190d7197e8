namespace Keeptrusts.Policy.Text.Patterns;

/// <summary>
/// A deterministic automaton over classes of characters, immutable. State 0 is dead: nothing that follows can be accepted; every other state can still reach an accepting one.
/// </summary>
internal sealed class Dfa
{
    private readonly byte[] _asciiClasses;
    private readonly char[] _rangeStarts;
    private readonly byte[] _rangeClasses;
    private readonly ushort[] _next;
    private readonly bool[] _accepting;
    private readonly bool[] _continuing;
    private readonly int _classes;

    public Dfa(byte[] asciiClasses, char[] rangeStarts, byte[] rangeClasses, int classes, ushort[] next, bool[] accepting, int start)
    {
        _asciiClasses = asciiClasses;
        _rangeStarts = rangeStarts;
        _rangeClasses = rangeClasses;
        _classes = classes;
        _next = next;
        _accepting = accepting;
        _continuing = [.. Enumerable.Range(0, accepting.Length).Select(s => next.AsSpan(s * classes, classes).ContainsAnyExcept((ushort)Dead))];
        Start = start;
    }

    public static int Dead => 0;

    public int Start { get; }

    public int States => _accepting.Length;

    public int Next(int state, char c) => _next[(state * _classes) + (c < _asciiClasses.Length ? _asciiClasses[c] : WideClass(c))];

    public bool Accepts(int state) => _accepting[state];

    /// <summary>Whether a longer text can still be accepted.</summary>
    public bool Continues(int state) => _continuing[state];

    /// <summary>Whether the automaton accepts exactly this text.</summary>
    public bool Accepts(ReadOnlySpan<char> text)
    {
        var state = Start;
        foreach (var c in text)
        {
            state = Next(state, c);
        }

        return Accepts(state);
    }

    /// <summary>The ranges of characters that can start an accepted text.</summary>
    public IEnumerable<(char First, char Last)> FirstCharacters()
    {
        for (var i = 0; i < _rangeStarts.Length; i++)
        {
            if (_next[(Start * _classes) + _rangeClasses[i]] != Dead)
            {
                yield return (_rangeStarts[i], i + 1 < _rangeStarts.Length ? (char)(_rangeStarts[i + 1] - 1) : char.MaxValue);
            }
        }
    }

    private byte WideClass(char c)
    {
        var index = Array.BinarySearch(_rangeStarts, c);
        return _rangeClasses[index >= 0 ? index : ~index - 1];
    }
}
