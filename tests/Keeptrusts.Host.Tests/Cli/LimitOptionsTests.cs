using System.Globalization;
using System.Net;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Host.Cli;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Cli;

/// <summary>Limits of a gateway, in each command that runs one.</summary>
public sealed class LimitOptionsTests
{
    private static readonly string[] Commands = ["up", "gateway run"];

    [Theory]
    [InlineData("--max-request-bytes 10MB", "--max-request-bytes: `10MB` is no number of bytes from 1024 to 1073741824; write digits alone")]
    [InlineData("--max-request-bytes 100", "--max-request-bytes: `100` is no number of bytes")]
    [InlineData("--max-response-bytes 2000000000", "--max-response-bytes: `2000000000` is no number of bytes")]
    [InlineData("--max-concurrent-calls 0", "--max-concurrent-calls: `0` is no number of calls from 1 to 1000000")]
    [InlineData("--keep-alive-seconds -1", "--keep-alive-seconds: `-1` is no number of seconds from 0 to 3600")]
    public async Task Limit_ThatCannotBe_IsRefusedWithTwo(string args, string message)
    {
        foreach (var command in Commands)
        {
            var result = await Kt.RunAsync(null, $"{command} {args}".Split(' '));
            Assert.Equal(2, result.ExitCode);
            Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("KEEPTRUSTS_MAX_REQUEST_BYTES")]
    [InlineData("KEEPTRUSTS_MAX_RESPONSE_BYTES")]
    [InlineData("KEEPTRUSTS_MAX_CONCURRENT_CALLS")]
    [InlineData("KEEPTRUSTS_KEEP_ALIVE_SECONDS")]
    public async Task Variable_ThatCannotBe_IsNamed(string variable)
    {
        foreach (var command in Commands)
        {
            var result = await Kt.RunAsync(null, new() { [variable] = "many" }, command.Split(' '));
            Assert.Equal(2, result.ExitCode);
            Assert.StartsWith($"{variable}: `many` is no number of ", result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("up")]
    [InlineData("gateway run --control-plane http://127.0.0.1:1 --gateway-token t")]
    public async Task Limits_OfFlagsAndVariables_ArePassedOn(string command)
    {
        var around = new CliSurroundings
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            StandardInput = () => Stream.Null,
            Environment = name => name is "KEEPTRUSTS_KEEP_ALIVE_SECONDS" or "KEEPTRUSTS_MAX_CONCURRENT_CALLS" ? "7" : null,
            WorkingDirectory = "/",
            IsTerminal = false,
            Time = TimeProvider.System,
        };
        GatewayLimits? limits = null;
        var root = KtCommandLine.Root(around, (settings, _) => Taken(settings.Limits), (settings, _) => Taken(settings.Limits));
        Assert.Equal(0, await root.Parse($"{command} --max-request-bytes 20971520 --max-response-bytes 2048 --max-concurrent-calls 9").InvokeAsync(null, TestContext.Current.CancellationToken));
        Assert.Equal(new GatewayLimits { MaxRequestBytes = 20_971_520, MaxResponseBytes = 2048, MaxConcurrentCalls = 9, KeepAliveSeconds = 7 }, limits);

        Task<int> Taken(GatewayLimits given)
        {
            limits = given;
            return Task.FromResult(0);
        }
    }

    [Fact]
    public async Task Help_EachLimit_NamesTheDefaultThatTheGatewayHas()
    {
        var defaults = new GatewayOptions();
        foreach (var command in Commands)
        {
            var help = (await Kt.RunAsync(null, $"{command} --help".Split(' '))).Out.ReplaceLineEndings(" ");
            foreach (var (name, value) in ((string, int)[])[("REQUEST_BYTES", defaults.MaxRequestBytes), ("RESPONSE_BYTES", defaults.MaxResponseBytes), ("CONCURRENT_CALLS", defaults.MaxConcurrentCalls)])
            {
                Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"[env: KEEPTRUSTS_MAX_{name}, default: {value}"), help, StringComparison.Ordinal);
            }

            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"[env: KEEPTRUSTS_KEEP_ALIVE_SECONDS, default: {defaults.KeepAliveSeconds}]"), help, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ResponseLimit_OfAGateway_HoldsTheLargestAnswerOfEmbeddings()
    {
        // 2,048 inputs, each of 3,072 numbers of four bytes in Base64, with what JSON stands around them.
        const int Each = (3072 * 4 / 3 * 4) + 100;
        Assert.True(new GatewayOptions().MaxResponseBytes > 2048 * Each);
    }

    [Fact]
    public async Task Gateway_WithARequestLimit_TakesWhatFitsAndNamesTheOptionOtherwise()
    {
        await using var host = await RunningHost.StartAsync(with: settings => settings with { Limits = new() { MaxRequestBytes = 2048 } });
        var key = (await host.CreateTokenAsync(new { name = "laptop" })).Text("key");
        using var fits = await host.CallAsync(key, new string('x', 1900));
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        using var refused = await host.CallAsync(key, new string('x', 2048));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        var text = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("(2048 bytes)", text, StringComparison.Ordinal);
        Assert.Contains("--max-request-bytes", text, StringComparison.Ordinal);
    }
}
