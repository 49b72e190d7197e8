namespace Keeptrusts.Host.Records;

/// <summary>A policy document by name; what it says stands in its versions.</summary>
internal sealed class Configuration
{
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<ConfigurationVersion> Versions { get; init; } = [];
}

/// <summary>Where a version came from.</summary>
internal enum VersionSource
{
    /// <summary>The document that every fresh installation starts with.</summary>
    Default,

    /// <summary>A file given to whoever started the host.</summary>
    Import,
}

/// <summary>One version of a configuration. Never changed; the highest revision is the deployed one.</summary>
internal sealed class ConfigurationVersion
{
    public required string Configuration { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Revision { get; init; }

    public required string Document { get; init; }

    /// <summary>SHA-256 of the document's UTF-8, in lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public required VersionSource Source { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>name@revision</c>.</summary>
    public string Label => $"{Configuration}@{Revision}";
}
