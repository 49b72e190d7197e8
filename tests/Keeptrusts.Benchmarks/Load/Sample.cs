using System.Diagnostics;

namespace Keeptrusts.Benchmarks.Load;

/// <summary>What one run of the load generator saw.</summary>
internal sealed class Sample
{
    private readonly double[] _total;
    private readonly double[] _firstByte;

    public Sample(IEnumerable<(long FirstByte, long Total)> ticks, TimeSpan duration, TimeSpan processor)
    {
        var all = ticks.ToArray();
        _total = [.. all.Select(t => Microseconds(t.Total)).Order()];
        _firstByte = [.. all.Select(t => Microseconds(t.FirstByte)).Order()];
        PerSecond = all.Length / duration.TotalSeconds;
        Processor = processor.TotalMicroseconds / all.Length;
    }

    public double PerSecond { get; }

    /// <summary>Processor time of the candidate's process per exchange, in µs; the kernel's on its behalf included.</summary>
    public double Processor { get; }

    /// <summary>Time to the end of the answer, in µs.</summary>
    public double Total(double quantile) => At(_total, quantile);

    /// <summary>Time to the first byte of the body, in µs.</summary>
    public double FirstByte(double quantile) => At(_firstByte, quantile);

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    private static double At(double[] sorted, double quantile) => sorted[(int)Math.Min(sorted.Length - 1, quantile * sorted.Length)];
}
