namespace Keeptrusts.Host.Records;

/// <summary>A piece of a document that is found and quoted as one. In clear, since the database's full-text index is over it.</summary>
internal sealed class Passage
{
    /// <summary>The row that the full-text index names.</summary>
    public long Sequence { get; init; }

    public required string DocumentId { get; init; }

    public required string TeamId { get; init; }

    /// <summary>Its place in the document, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Where it stands, for people: <c>page 3</c>, or the heading above it; <see langword="null"/>: nothing says.</summary>
    public string? Place { get; init; }

    public required string Text { get; init; }
}
