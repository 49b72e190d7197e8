namespace Keeptrusts.Benchmarks.Inner;

/// <summary>Characters held back.</summary>
internal sealed record HeldFigures(double Mean, int Percentile99, int Most);
