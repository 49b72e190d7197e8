using System.Text.Json.Serialization;
using Keeptrusts.Host.ControlPlane.Knowledge;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A document of a team's knowledge base as the API shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TeamId">The team.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Format"><c>txt</c>, <c>md</c>, <c>html</c>, <c>pdf</c> or <c>docx</c>.</param>
/// <param name="Size">Bytes of the file.</param>
/// <param name="Characters">Characters of its text.</param>
/// <param name="Passages">Pieces that are found and quoted as one.</param>
/// <param name="UploadedBy">Who uploaded it.</param>
/// <param name="CreatedAt">When.</param>
internal sealed record DocumentView(string Id, string TeamId, string Name, string Format, long Size, int Characters, int Passages, string UploadedBy, DateTimeOffset CreatedAt)
{
    public static DocumentView Of(KnowledgeDocument d) => new(d.Id, d.TeamId, d.Name, d.Format, d.Size, d.Characters, d.Passages, d.UploadedBy, d.CreatedAt);
}

/// <summary>Body of <c>POST /v1/documents</c>.</summary>
/// <param name="Name">The file's name, with its end.</param>
/// <param name="Content">Its bytes as base64.</param>
/// <param name="TeamId">Whose knowledge base; the caller's team without it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewDocument(string? Name, byte[]? Content, string? TeamId = null);

/// <summary>A passage as the API shows it.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Document">Its name.</param>
/// <param name="Number">Its place in the document, from 1.</param>
/// <param name="Place">Where that is, for people.</param>
/// <param name="Text">What it says.</param>
internal sealed record PassageView(string DocumentId, string Document, int Number, string? Place, string Text)
{
    public static PassageView Of(FoundPassage p) => new(p.DocumentId, p.Document, p.Number, p.Place, p.Text);
}
