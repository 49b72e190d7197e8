using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>
/// What the matcher needs to know about one thing that it looks for. All texts are folded. Immutable and shared.
/// A candidate is a span that a form accepts exactly, whose two boundaries hold and whose score is above 0.
/// </summary>
internal abstract class SpanDetector
{
    /// <summary>Longest left context, in folded characters.</summary>
    public const int ContextLength = 100;

    /// <summary>How many words back a context word may stand.</summary>
    public const int ContextReach = 5;

    /// <summary>Most characters after a span that its right boundary may ask for.</summary>
    public const int MaxFollowing = 2;

    /// <summary>Longest span where a detector does not say otherwise, in folded characters.</summary>
    public const int DefaultMaxLength = 4096;

    /// <summary>The finding's type.</summary>
    public abstract string Name { get; }

    /// <summary>What is found anywhere.</summary>
    public abstract PatternNode Form { get; }

    /// <summary>What is found, too, where <see cref="InContext"/> holds; <see langword="null"/> for nothing more.</summary>
    public virtual PatternNode? ContextForm => null;

    /// <summary>
    /// Longest span, in folded characters. A span of this length that could go on and is followed by anything needs no right boundary; what it could go on with is
    /// removed with it.
    /// </summary>
    public virtual int MaxLength => DefaultMaxLength;

    /// <summary>Whether the detector sees the text as it is, not folded.</summary>
    public virtual bool IsRaw => false;

    /// <summary>Words of which one among the last <see cref="ContextReach"/> makes the context; folded.</summary>
    public virtual IReadOnlyCollection<string> ContextTerms => [];

    /// <summary>Whether <see cref="InContext"/> asks for more than <see cref="ContextTerms"/>.</summary>
    public virtual bool HasOwnContext => false;

    /// <summary>Whether a span may start where <paramref name="left"/> precedes it and <paramref name="first"/> is its first character.</summary>
    public abstract bool MayStart(ReadOnlySpan<char> left, char first);

    /// <summary>A superset of the starts that <see cref="MayStart"/> allows, by the one character before: lets the matcher skip without asking.</summary>
    public virtual bool MayFollow(char previous) => true;

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
