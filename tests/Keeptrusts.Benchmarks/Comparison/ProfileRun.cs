using Keeptrusts.Benchmarks.Load;
using Keeptrusts.Benchmarks.Roles;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Benchmarks.Comparison;

/// <summary>Keeps the whole chain busy for a profiler to attach to, and says what each call costs beside YARP.</summary>
internal static class ProfileRun
{
    public static async Task RunAsync(TimeSpan each)
    {
        await using var upstream = await RoleProcess.StartAsync("upstream");
        var address = $"http://127.0.0.1:{upstream.Port}";
        await using var yarp = await RoleProcess.StartAsync("yarp", address);
        await using var gateway = await GatewayProcess.StartAsync(new GatewayProcessOptions
        {
            Policy = GatewaySteps.All(address).Single(step => step.Name == GatewaySteps.Whole).Policy,
            Environment = Settings(),
        });
        List<Candidate> candidates =
        [
            new(ComparisonRun.Yarp, yarp.Port, "none", yarp.ProcessId),
            new(GatewaySteps.Whole, gateway.Ports.Gateway, (await gateway.CreateKeyAsync("benchmark")).Token, gateway.ProcessId),
        ];
        foreach (var stream in (bool[])[false, true])
        {
            foreach (var candidate in candidates)
            {
                await LoadGenerator.RunAsync(candidate, stream, ComparisonRun.Connections, TimeSpan.FromSeconds(4));
                Console.Error.WriteLine($"loading {(stream ? "streams" : "whole answers")}: process {candidate.ProcessId}, {candidate.Name}");
                var sample = await LoadGenerator.RunAsync(candidate, stream, ComparisonRun.Connections, each);
                Console.WriteLine($"{(stream ? "streams" : "whole answers")}: {sample.PerSecond:0}/s, {sample.Processor:0.0} µs of processor time each  {candidate.Name}");
            }
        }
    }

    /// <summary>The runtime's own settings (DOTNET_…) are handed on: a profiler needs some, such as the map of compiled code.</summary>
    private static Dictionary<string, string?> Settings()
    {
        var settings = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("DOTNET_", StringComparison.Ordinal))
            .ToDictionary(name => name, Environment.GetEnvironmentVariable);
        settings[GatewaySteps.KeyVariable] = "sk-benchmark";
        return settings;
    }
}
