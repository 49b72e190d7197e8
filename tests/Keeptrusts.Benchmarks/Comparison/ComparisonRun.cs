using Keeptrusts.Benchmarks.Load;
using Keeptrusts.Benchmarks.Roles;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Benchmarks.Comparison;

/// <summary>Starts everything, measures it in interleaved rounds, so that a machine that slows down slows all alike, and stops everything.</summary>
/// <param name="rounds">How often everything is measured.</param>
/// <param name="scale">Of the time that each measurement takes.</param>
/// <param name="other">The host's assembly of another build: then the whole chain is measured of both builds, and no other step.</param>
internal sealed class ComparisonRun(int rounds, double scale, string? other = null)
{
    public const int Connections = 16;

    public const string Direct = "mock upstream, no proxy";

    public const string Yarp = "YARP pass-through";

    /// <summary>Seconds of each measurement, and of the warm-up.</summary>
    private readonly TimeSpan _throughput = TimeSpan.FromSeconds(2 * scale);
    private readonly TimeSpan _latency = TimeSpan.FromSeconds(1 * scale);
    private readonly TimeSpan _warmUp = TimeSpan.FromSeconds(3 * scale);

    public async Task<IReadOnlyList<Candidate>> RunAsync()
    {
        var running = new List<IAsyncDisposable>();
        try
        {
            var candidates = await StartAsync(running);
            foreach (var candidate in candidates)
            {
                Console.Error.WriteLine($"warming up  {candidate.Name}");
                await LoadGenerator.RunAsync(candidate, stream: false, Connections, _warmUp);
                await LoadGenerator.RunAsync(candidate, stream: true, Connections, _warmUp);
            }

            for (var round = 1; round <= rounds; round++)
            {
                foreach (var candidate in candidates)
                {
                    candidate.Rounds.Add(await MeasureAsync(candidate));
                    Console.Error.WriteLine($"round {round}/{rounds}  {candidate.Rounds[^1].RequestsPerSecond,8:0}/s  {candidate.Name}");
                }
            }

            return candidates;
        }
        finally
        {
            for (var i = running.Count - 1; i >= 0; i--)
            {
                await running[i].DisposeAsync();
            }
        }
    }

    private async Task<IReadOnlyList<Candidate>> StartAsync(List<IAsyncDisposable> running)
    {
        var upstream = await RoleProcess.StartAsync("upstream");
        running.Add(upstream);
        var address = $"http://127.0.0.1:{upstream.Port}";
        var yarp = await RoleProcess.StartAsync("yarp", address);
        running.Add(yarp);
        List<Candidate> candidates = [new(Direct, upstream.Port, "none", upstream.ProcessId), new(Yarp, yarp.Port, "none", yarp.ProcessId)];
        var steps = GatewaySteps.All(address).Select(step => (step.Name, step.Policy, Host: (string?)null));
        if (other is not null)
        {
            steps = steps.Where(step => step.Name == GatewaySteps.Whole).SelectMany(step => new[] { step with { Name = "whole chain, other build", Host = other }, step with { Name = "whole chain, this build" } });
        }

        foreach (var (name, policy, host) in steps)
        {
            var gateway = await GatewayProcess.StartAsync(new GatewayProcessOptions
            {
                Policy = policy,
                Host = host,
                Environment = new Dictionary<string, string?> { [GatewaySteps.KeyVariable] = "sk-benchmark" },
            });
            running.Add(gateway);
            candidates.Add(new Candidate(name, gateway.Ports.Gateway, (await gateway.CreateKeyAsync("benchmark")).Token, gateway.ProcessId));
        }

        return candidates;
    }

    private async Task<Measures> MeasureAsync(Candidate candidate)
    {
        var whole = await LoadGenerator.RunAsync(candidate, stream: false, Connections, _throughput);
        var alone = await LoadGenerator.RunAsync(candidate, stream: false, 1, _latency);
        var first = await LoadGenerator.RunAsync(candidate, stream: true, 1, _latency);
        var streams = await LoadGenerator.RunAsync(candidate, stream: true, Connections, _throughput);
        return new Measures(whole.PerSecond, alone.Total(0.5), alone.Total(0.99), first.FirstByte(0.5), streams.PerSecond, whole.Processor, streams.Processor);
    }
}
