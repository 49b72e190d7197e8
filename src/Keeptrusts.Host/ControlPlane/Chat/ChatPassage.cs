namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>A passage of a document that went with a question.</summary>
/// <param name="Mark">By what the answer cites it: 1 for <c>[1]</c>.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="Document">Its name.</param>
/// <param name="Place">Where in it, for people.</param>
/// <param name="Text">The passage.</param>
public sealed record ChatPassage(int Mark, string DocumentId, string Document, string? Place, string Text);
