using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Body of <c>POST /v1/configurations/{name}/versions</c> and <c>…/diff</c>: a document, or a template to make one from.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewVersion
{
    /// <summary>The document's text.</summary>
    public string? Document { get; init; }

    /// <summary>A template whose policies are taken, with the targets of <see cref="Gateway"/>.</summary>
    public string? Template { get; init; }

    /// <summary>The gateway whose targets and variables a template is given; absent: those of the configuration itself.</summary>
    public string? Gateway { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }

    /// <summary>Whether it is put into force at once; absent: yes.</summary>
    public bool? Deploy { get; init; }

    /// <summary>The newest revision that the author saw; another one by now is a conflict.</summary>
    public int? BaseRevision { get; init; }

    /// <summary>What the document is called in messages; the default is the configuration's name.</summary>
    public string? File { get; init; }
}
