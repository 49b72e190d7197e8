namespace Keeptrusts.Policy.Evaluation;

/// <summary>What became of the next characters of a channel.</summary>
/// <param name="Taken">How many characters.</param>
/// <param name="Given">How many stand in their place.</param>
/// <param name="IsVerbatim">Whether they are the same.</param>
public readonly record struct TextRelease(int Taken, int Given, bool IsVerbatim);
