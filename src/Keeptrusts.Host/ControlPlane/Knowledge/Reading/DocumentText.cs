namespace Keeptrusts.Host.ControlPlane.Knowledge.Reading;

/// <summary>What was read from a file.</summary>
/// <param name="Format">What it is.</param>
/// <param name="Pieces">Its paragraphs, in order.</param>
/// <param name="Characters">How much text that is.</param>
internal sealed record DocumentText(string Format, IReadOnlyList<DocumentPiece> Pieces, int Characters);
