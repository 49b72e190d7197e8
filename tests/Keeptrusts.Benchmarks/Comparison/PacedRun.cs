using System.Diagnostics;
using System.Text;
using Keeptrusts.Benchmarks.Load;
using Keeptrusts.Benchmarks.Roles;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Benchmarks.Comparison;

/// <summary>Many streams at once whose events come at the pace of a model, not as fast as they can: how late each event is, and what it costs.</summary>
internal static class PacedRun
{
    public const int Streams = 1000;

    public const int Rounds = 3;

    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>Streams that each connection asks for, one after the other.</summary>
    public const int Each = 2;

    public static async Task<IReadOnlyList<(string Name, PacedFigures Figures)>> RunAsync()
    {
        await using var upstream = await RoleProcess.StartAsync("upstream");
        var address = $"http://127.0.0.1:{upstream.Port}";
        await using var yarp = await RoleProcess.StartAsync("yarp", address);
        await using var gateway = await GatewayProcess.StartAsync(new GatewayProcessOptions
        {
            Policy = GatewaySteps.Paced(address, 2 * Streams),
            Environment = new Dictionary<string, string?> { [GatewaySteps.KeyVariable] = "sk-benchmark" },
        });
        Candidate[] candidates =
        [
            new(ComparisonRun.Direct, upstream.Port, "none", upstream.ProcessId),
            new(ComparisonRun.Yarp, yarp.Port, "none", yarp.ProcessId),
            new(GatewaySteps.Whole, gateway.Ports.Gateway, (await gateway.CreateKeyAsync("benchmark")).Token, gateway.ProcessId),
        ];
        var rounds = candidates.ToDictionary(c => c, _ => new List<PacedFigures>());
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var candidate in candidates)
            {
                var figures = await MeasureAsync(candidate);
                Console.Error.WriteLine($"{(round == 0 ? "warming up" : $"round {round}/{Rounds}")}  {figures}  {candidate.Name}");
                rounds[candidate].AddRange(round == 0 ? [] : [figures]);
            }
        }

        return [.. candidates.Select(c => (c.Name, Median(rounds[c])))];
    }

    private static async Task<PacedFigures> MeasureAsync(Candidate candidate)
    {
        var request = Request(candidate);
        var all = Enumerable.Range(0, Streams).Select(_ => new PacedConnection(request)).ToArray();
        try
        {
            using var process = Process.GetProcessById(candidate.ProcessId);
            var spent = process.TotalProcessorTime;
            await Task.WhenAll(all.Select((connection, i) => Task.Run(() => RunAsync(connection, candidate.Port, i))));
            process.Refresh();
            long[] delays = [.. all.SelectMany(c => c.Delays).Order()];
            return new(
                Microseconds(delays[delays.Length / 2]),
                Microseconds(delays[(int)(delays.Length * 0.99)]),
                (double)delays.Length / (Streams * Each),
                (process.TotalProcessorTime - spent).TotalMicroseconds / (Streams * Each * FastUpstream.PacedEventCount),
                process.WorkingSet64 / 1e6,
                all.Sum(c => c.Whole));
        }
        finally
        {
            Array.ForEach(all, c => c.Dispose());
        }
    }

    private static async Task RunAsync(PacedConnection connection, int port, int number)
    {
        // Models do not begin all at once either.
        await Task.Delay(Pace * FastUpstream.PacedEvents * number / Streams);
        await connection.ConnectAsync(port);
        for (var i = 0; i < Each; i++)
        {
            await connection.StreamAsync();
        }
    }

    private static byte[] Request(Candidate candidate)
    {
        var body = $$"""{"model":"gpt-4o","stream":true,"seed":{{Pace.TotalMilliseconds:0}},"messages":[{"role":"user","content":"{{Candidate.Prompt}}"}]}""";
        return Encoding.UTF8.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{candidate.Port}\r\nAuthorization: Bearer {candidate.Key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    private static PacedFigures Median(List<PacedFigures> rounds)
    {
        return new(Of(r => r.Delay), Of(r => r.LongDelay), Of(r => r.PerStream), Of(r => r.Processor), Of(r => r.Megabytes), rounds.Min(r => r.Whole));

        double Of(Func<PacedFigures, double> figure) => rounds.Select(figure).Order().ElementAt(rounds.Count / 2);
    }
}
