namespace Keeptrusts.Host.ControlPlane.Knowledge;

/// <summary>A passage that fits a question.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Document">Its name.</param>
/// <param name="Number">The passage's place in it.</param>
/// <param name="Place">Where that is, for people.</param>
/// <param name="Text">The passage.</param>
internal sealed record FoundPassage(string DocumentId, string Document, int Number, string? Place, string Text);
