namespace Keeptrusts.Host.Records;

/// <summary>A document of a team's knowledge base. The file itself is not kept: its text is, in passages.</summary>
internal sealed record KnowledgeDocument
{
    public required string Id { get; init; }

    public required string TeamId { get; init; }

    /// <summary>The file's name, cleaned.</summary>
    public required string Name { get; init; }

    /// <summary><c>txt</c>, <c>md</c>, <c>html</c>, <c>pdf</c> or <c>docx</c>: what the content is, whatever the name says.</summary>
    public required string Format { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long Size { get; init; }

    /// <summary>Characters of its text.</summary>
    public required int Characters { get; init; }

    public required int Passages { get; init; }

    /// <summary>SHA-256 of the file, in lower-case hex: the same file is kept once in a team.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Who uploaded it: a user, else a token.</summary>
    public required string UploadedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
