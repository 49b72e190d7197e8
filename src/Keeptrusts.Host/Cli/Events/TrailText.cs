using System.Globalization;
using Keeptrusts.Host.ControlPlane.Events.Trail;

namespace Keeptrusts.Host.Cli.Events;

/// <summary>A check of the trail as text.</summary>
internal static class TrailText
{
    public static async Task WriteAsync(TextWriter output, TrailReport report, string trust)
    {
        foreach (var problem in report.Problems)
        {
            await output.WriteLineAsync($"{problem.Code}: {problem.Message}{(problem.Line > 0 ? $" (line {problem.Line.ToString(CultureInfo.InvariantCulture)})" : "")}");
        }

        foreach (var chain in report.Chains)
        {
            var after = chain.Last - chain.Signed;
            var signed = chain.Signed == 0 ? "no checkpoint yet" : after > 0 ? $"signed up to {chain.Signed}, {after} after it" : $"signed up to {chain.Signed}";
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"gateway {chain.Gateway}, chain {chain.Chain}: events {chain.First} to {chain.Last}, {signed}"));
        }

        foreach (var note in report.Notes)
        {
            await output.WriteLineAsync($"note: {note}");
        }

        var omitted = report.Omitted > 0 ? $" and {report.Omitted} left out" : "";
        await output.WriteLineAsync($"checked {report.Events} events{omitted}, {report.Checkpoints} checkpoints; signatures against {trust}{(report.KeyIds.Count > 0 ? $" ({string.Join(", ", report.KeyIds)})" : "")}");
        await output.WriteLineAsync(report.Verified ? "verified: nothing was altered, removed or moved" : "NOT verified");
    }
}
