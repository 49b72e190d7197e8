using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Composition;

public sealed class UpRunnerTests
{
    [Fact]
    public async Task Up_UntilThereIsAKey_SaysHowToMakeOneAndThenThatItIsReady()
    {
        using var folder = new TempFolder();
        var first = await RunUntilReadyAsync(folder.Location);
        Assert.Contains("kt tokens create --type gateway --name my-first-key --team-id default --expires-in 7d", first, StringComparison.Ordinal);
        Assert.Contains("curl http://127.0.0.1:", first, StringComparison.Ordinal);
        Assert.Contains("$OPENAI_API_KEY", first, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^ready: gateway http://127\.0\.0\.1:[0-9]+ control http://127\.0\.0\.1:[0-9]+\r?$", first);

        await using (var host = await RunningHost.StartAsync(Path.Combine(folder.Location, "d")))
        {
            await host.CreateTokenAsync(new { name = "a" });
        }

        var second = await RunUntilReadyAsync(folder.Location);
        Assert.DoesNotContain("tokens create", second, StringComparison.Ordinal);
        Assert.Contains("ready: gateway", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_PolicyThatDoesNotLoad_EndsWithTwo()
    {
        using var folder = new TempFolder();
        var file = folder.Write("p.yaml", "pack: 1\n");
        var result = await Kt.RunAsync(null, "up", "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0", "--data", Path.Combine(folder.Location, "d"), "--policy-config", file);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.StartsWith($"{file}(1,", result.Error, StringComparison.Ordinal);
    }

    private static async Task<string> RunUntilReadyAsync(string folder)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var output = new UntilReadyWriter(stop);
        var result = await Kt.RunAsync(null, [], ["up", "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0", "--data", Path.Combine(folder, "d")], cancellationToken: stop.Token, output: output);
        Assert.Equal(0, result.ExitCode);
        return output.ToString();
    }

    /// <summary>Stops the host when it says that it is ready.</summary>
    private sealed class UntilReadyWriter(CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith("ready:", StringComparison.Ordinal) == true)
            {
                stop.CancelAfter(0);
            }
        }
    }
}
