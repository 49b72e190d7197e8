using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Tests.Records;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("localhost:1", "http://127.0.0.1:1")]
    [InlineData("[::1]:8080", "http://[::1]:8080")]
    [InlineData("0.0.0.0:80", "http://127.0.0.1:80")]
    [InlineData("[::]:80", "http://[::1]:80")]
    public void Parse_AddressWithPort_GivesTheUrlToUse(string text, string url)
    {
        Assert.False(ListenAddress.Parse(text, "--listen").Refused(out _, out var address));
        Assert.Equal(url, address!.Url);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8080")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("example.org:80")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("127.0.0.1:x")]
    public void Parse_AnythingElse_SaysHowToWriteIt(string text)
    {
        Assert.True(ListenAddress.Parse(text, "--listen").Refused(out var refusal, out _));
        Assert.Equal($"--listen: `{text}` is not an address with a port; write it like 127.0.0.1:8080", refusal!.Message);
    }
}
