namespace Keeptrusts.Benchmarks.Comparison;

/// <summary>Something that answers chat calls and is measured.</summary>
/// <param name="Name">Its row in the table.</param>
/// <param name="Port">Where it listens on loopback.</param>
/// <param name="Key">The key that it is called with.</param>
/// <param name="ProcessId">Its process.</param>
internal sealed record Candidate(string Name, int Port, string Key, int ProcessId)
{
    /// <summary>What is asked: 128 characters without anything to redact.</summary>
    public const string Prompt = "What is the capital of Peru, and where does one ask for a visa there? Please answer in one sentence, with an address to write to.";

    public List<Measures> Rounds { get; } = [];

    /// <summary>The median of a measure over all rounds.</summary>
    public double Median(Func<Measures, double> measure)
    {
        var sorted = Rounds.Select(measure).Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
