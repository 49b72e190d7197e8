using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>One version of a configuration.</summary>
internal sealed record VersionView
{
    public required int Revision { get; init; }

    /// <summary><c>name@revision</c>.</summary>
    public required string Label { get; init; }

    /// <summary><c>default</c>, <c>import</c>, <c>template</c> or <c>edit</c>.</summary>
    public required string Source { get; init; }

    public string? Template { get; init; }

    public string? Author { get; init; }

    public string? Note { get; init; }

    public required string Sha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it is in force.</summary>
    public bool Deployed { get; init; }

    /// <summary>The text; only where one version is asked for.</summary>
    public string? Document { get; init; }

    public static VersionView Of(ConfigurationVersion version, bool deployed = false, bool withDocument = false) => new()
    {
        Revision = version.Revision,
        Label = version.Label,
        Source = version.Source.ToString().ToLowerInvariant(),
        Template = version.Template,
        Author = version.Author,
        Note = version.Note,
        Sha256 = version.Sha256,
        CreatedAt = version.CreatedAt,
        Deployed = deployed,
        Document = withDocument ? version.Document : null,
    };
}
