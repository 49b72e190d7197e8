namespace Keeptrusts.Benchmarks.Inner;

/// <summary>Speeds over one kind of text, in millions of characters per second on one thread.</summary>
/// <param name="Kind">The kind of text.</param>
/// <param name="Whole">As one piece.</param>
/// <param name="Sixteen">In pieces of 16 characters.</param>
/// <param name="Four">In pieces of 4 characters.</param>
/// <param name="BytesPerPiece">Allocated per piece of 4 characters.</param>
internal sealed record MatcherSpeed(string Kind, double Whole, double Sixteen, double Four, double BytesPerPiece);
