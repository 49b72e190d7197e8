namespace Keeptrusts.Host.Records;

/// <summary>One version of a configuration. Never changed.</summary>
internal sealed class ConfigurationVersion
{
    public required string Configuration { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Revision { get; init; }

    public required string Document { get; init; }

    /// <summary>SHA-256 of the document's UTF-8, in lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public required VersionSource Source { get; init; }

    /// <summary>The template it was made from, if it was.</summary>
    public string? Template { get; init; }

    /// <summary>Who made it: a token's id, or <c>host</c>.</summary>
    public string? Author { get; init; }

    /// <summary>Why, in the author's words.</summary>
    public string? Note { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>name@revision</c>.</summary>
    public string Label => $"{Configuration}@{Revision}";
}
