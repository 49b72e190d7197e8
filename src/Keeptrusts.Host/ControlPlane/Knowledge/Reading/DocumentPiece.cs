namespace Keeptrusts.Host.ControlPlane.Knowledge.Reading;

/// <summary>A paragraph of a document.</summary>
/// <param name="Place">Where it stands, for people.</param>
/// <param name="Text">What it says.</param>
internal readonly record struct DocumentPiece(string? Place, string Text);
