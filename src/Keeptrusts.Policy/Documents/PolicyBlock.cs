using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Documents;

/// <summary>A policy's block: the common fields read, the kind's own still a tree.</summary>
internal sealed record PolicyBlock
{
    public required string Name { get; init; }

    /// <summary>Place of the block's key; of the chain entry where a kind needs no block.</summary>
    public required SourceSpan Span { get; init; }

    public required string Path { get; init; }

    /// <summary>The kind's name; one that exists, or the author has been told.</summary>
    public required string Kind { get; init; }

    public required MapNode Node { get; init; }

    public IReadOnlyList<SelectorBlock> When { get; init; } = [];

    public IReadOnlyList<SelectorBlock> Except { get; init; } = [];

    /// <summary>Names of phases as written; empty: the kind's.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];

    public string? Action { get; init; }

    public bool Shadow { get; init; }

    public bool Buffered { get; init; }

    /// <summary>What happens when the policy itself fails: <c>block</c>, <c>allow</c>, or <see langword="null"/> where not said.</summary>
    public string? OnError { get; init; }

    public string? Message { get; init; }

    public bool Enabled { get; init; } = true;
}
