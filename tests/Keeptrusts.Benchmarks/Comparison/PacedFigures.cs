namespace Keeptrusts.Benchmarks.Comparison;

/// <summary>One round of paced streams through one candidate.</summary>
/// <param name="Delay">Median of µs from the provider's write of an event to the caller's read.</param>
/// <param name="LongDelay">Its 99th percentile.</param>
/// <param name="PerStream">Events per stream that reached the caller; what a text holds back leaves with a later one.</param>
/// <param name="Processor">Processor time of the candidate per event of the provider, in µs.</param>
/// <param name="Megabytes">Memory of the candidate's process at the end.</param>
/// <param name="Whole">Streams that came to their proper end.</param>
internal sealed record PacedFigures(double Delay, double LongDelay, double PerStream, double Processor, double Megabytes, int Whole);
