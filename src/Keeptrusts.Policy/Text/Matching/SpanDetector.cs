using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>
/// What the matcher needs to know about one thing that it looks for. All texts are folded. Immutable and shared.
/// A candidate is a span that the automaton accepts exactly, whose two boundaries hold and whose score is above 0.
/// </summary>
internal abstract class SpanDetector
{
    /// <summary>Longest left context, in folded characters.</summary>
    public const int ContextLength = 100;

    /// <summary>Most characters after a span that its right boundary may ask for.</summary>
    public const int MaxFollowing = 2;

    /// <summary>The finding's type.</summary>
    public abstract string Name { get; }

    /// <summary>Whether <see cref="Automaton"/> may choose differently by context, so that it is asked at every start.</summary>
    public virtual bool NeedsContext => false;

    /// <summary>Whether a span may start where <paramref name="left"/> precedes it and <paramref name="first"/> is its first character.</summary>
    public abstract bool MayStart(ReadOnlySpan<char> left, char first);

    /// <summary>A superset of the starts that <see cref="MayStart"/> allows, by the one character before: lets the matcher skip without asking.</summary>
    public virtual bool MayFollow(char previous) => true;

    /// <summary>The automaton for a span that starts after <paramref name="left"/>, at most <see cref="ContextLength"/> characters.</summary>
    public abstract Dfa Automaton(ReadOnlySpan<char> left);

    /// <summary>Every automaton that <see cref="Automaton"/> may return.</summary>
    public abstract IReadOnlyList<Dfa> Automata { get; }

    /// <summary>Whether a span may end where it does.</summary>
    /// <param name="span">The span.</param>
    /// <param name="following">What is known to follow: up to <see cref="MaxFollowing"/> characters.</param>
    /// <param name="atEnd">Whether nothing follows <paramref name="following"/>.</param>
    public abstract SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd);

    /// <summary>Whether what precedes says what follows; decided once per start.</summary>
    public virtual bool InContext(ReadOnlySpan<char> left) => false;

    /// <summary>Checks a span: 0 rejects it, more is the finding's confidence.</summary>
    public abstract double Score(in SpanText span);
}
