using System.Globalization;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary>How many cases got which verdict.</summary>
internal sealed record EvalSummary(IReadOnlyList<int> Counts, int Malformed)
{
    public string ToText()
    {
        var parts = Named().Where(c => c.Count > 0).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.Count}"));
        var bad = Malformed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {Malformed} malformed (see above)");
        return string.Create(CultureInfo.InvariantCulture, $"{Counts.Sum()} cases: {string.Join(", ", parts)}{bad}");
    }

    public string ToJson()
    {
        var parts = Named().Select(c => string.Create(CultureInfo.InvariantCulture, $"\"{c.Name}\":{c.Count}"));
        return string.Create(CultureInfo.InvariantCulture, $"{{\"cases\":{Counts.Sum()},{string.Join(',', parts)},\"malformed\":{Malformed}}}");
    }

    private IEnumerable<(string Name, int Count)> Named() => Enum.GetValues<Verdict>().Select(v => (v.ToString().ToLowerInvariant(), Counts[(int)v]));
}
