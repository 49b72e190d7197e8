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

    /// <summary>Repeated <paramref name="Min"/> to <paramref name="Max"/> times; <paramref name="Max"/> <see langword="null"/>: without end.</summary>
    public sealed record Repeat(PatternNode Item, int Min, int? Max) : PatternNode;
}
