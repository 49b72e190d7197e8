namespace Keeptrusts.Benchmarks.Comparison;

/// <summary>One round's figures of one candidate; times in µs.</summary>
/// <param name="RequestsPerSecond">Whole answers at 16 connections.</param>
/// <param name="P50">Median time of a whole answer at one connection.</param>
/// <param name="P99">Its 99th percentile.</param>
/// <param name="FirstEvent">Median time to the first bytes of a streamed body at one connection.</param>
/// <param name="StreamsPerSecond">Streamed answers at 16 connections.</param>
/// <param name="Processor">Processor time that the candidate's process spends on a whole answer at 16 connections.</param>
/// <param name="StreamProcessor">The same for a streamed answer.</param>
internal sealed record Measures(double RequestsPerSecond, double P50, double P99, double FirstEvent, double StreamsPerSecond, double Processor, double StreamProcessor);
