namespace Keeptrusts.Policy.Text.Patterns;

/// <summary>A pattern as a tree.</summary>
internal abstract record PatternNode
{
    /// <summary>One character of a set.</summary>
    public sealed record Set(CharSet Characters) : PatternNode;

    /// <summary>One after the other; none: the empty text.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Items) : PatternNode;

    /// <summary>One of several.</summary>
    public sealed record Choice(IReadOnlyList<PatternNode> Items) : PatternNode;

    /// <summary>Reads nothing and asks for a place.</summary>
    public sealed record Anchor(AnchorKind Kind) : PatternNode;

    /// <summary>A term with a few mistakes: characters missing, added, exchanged, or swapped with their neighbour.</summary>
    /// <param name="Term">The characters of the term.</param>
    /// <param name="Other">What may stand in place of a character or between two.</param>
    /// <param name="Distance">Most mistakes.</param>
    public sealed record Near(IReadOnlyList<CharSet> Term, CharSet Other, int Distance) : PatternNode;

    /// <summary>Repeated <paramref name="Min"/> to <paramref name="Max"/> times; <paramref name="Max"/> <see langword="null"/>: without end.</summary>
    public sealed record Repeat(PatternNode Item, int Min, int? Max) : PatternNode;
}
