namespace Keeptrusts.Policy.Redaction;

/// <summary>What became of the next characters of a text whose placeholders are turned back.</summary>
/// <param name="Taken">How many characters.</param>
/// <param name="Given">How many stand in their place.</param>
/// <param name="IsVerbatim">Whether they are the same.</param>
internal readonly record struct RestoredPart(int Taken, int Given, bool IsVerbatim);
