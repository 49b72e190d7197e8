using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Suites;

/// <summary>What became of one line of a corpus.</summary>
/// <param name="Json">The line out, as UTF-8 without a line end; empty where the line in was malformed.</param>
/// <param name="Verdict">The verdict; <see langword="null"/> where the line in was malformed.</param>
/// <param name="Error">What is wrong with the line in, with its number and without its text; <see langword="null"/> where nothing is.</param>
public sealed record CorpusResult(ReadOnlyMemory<byte> Json, Verdict? Verdict, string? Error);
