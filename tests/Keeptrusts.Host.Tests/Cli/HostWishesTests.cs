using Keeptrusts.Host.Cli;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Cli;

public sealed class HostWishesTests
{
    [Theory]
    [InlineData("--listen 0.0.0.0:1", "0.0.0.0 can be reached from other machines")]
    [InlineData("--control 10.0.0.1:1", "10.0.0.1 can be reached from other machines")]
    [InlineData("--listen 127.0.0.1:5 --control 127.0.0.1:5", "--listen and --control both say port 5")]
    [InlineData("--listen here", "--listen: `here` is not an address")]
    [InlineData("--journal-durability tape", "--journal-durability: `tape` is neither process")]
    [InlineData("--retention-days 0", "--retention-days: `0` is no number of days")]
    [InlineData("--trusted-proxy 10.0.0.0/8 --trusted-proxy 10.0.0.0/40", "--trusted-proxy: `10.0.0.0/40` is neither an address")]
    [InlineData("--trusted-proxy proxy.internal", "--trusted-proxy: `proxy.internal` is neither an address")]
    [InlineData("--nonsense", "Unrecognized command or argument '--nonsense'.")]
    public async Task Up_SettingsThatCannotBe_AreRefusedWithTwo(string args, string message)
    {
        foreach (var prefix in (string[])["up ", ""])
        {
            var result = await Kt.RunAsync(null, (prefix + args).Split(' '));
            Assert.Equal(2, result.ExitCode);
            Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TrustedProxies_AddressesAndNetworks_ComeFromFlagsElseFromTheEnvironment()
    {
        var around = new CliSurroundings
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            StandardInput = () => Stream.Null,
            Environment = name => name == "KEEPTRUSTS_TRUSTED_PROXIES" ? "10.1.2.3, fd00::/8" : null,
            WorkingDirectory = "/",
            IsTerminal = false,
            Time = TimeProvider.System,
        };
        Assert.False(TrustedProxies.Read([], around).Refused(out _, out var found));
        Assert.Equal(["10.1.2.3/32", "fd00::/8"], found!.Select(n => n.ToString()));
        Assert.False(TrustedProxies.Read(["::1"], around).Refused(out _, out found));
        Assert.Equal(["::1/128"], found!.Select(n => n.ToString()));
    }

    [Fact]
    public async Task Up_Environment_IsReadWhereFlagsAreAbsent()
    {
        var result = await Kt.RunAsync(null, new() { ["KEEPTRUSTS_LISTEN"] = "0.0.0.0:1", ["KEEPTRUSTS_CONTROL"] = "127.0.0.1:0" }, ["up"]);
        Assert.StartsWith("0.0.0.0 can be reached", result.Error, StringComparison.Ordinal);
    }
}
