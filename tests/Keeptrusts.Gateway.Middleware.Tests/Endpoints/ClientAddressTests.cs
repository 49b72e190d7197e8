using System.Net;
using Keeptrusts.Gateway.Middleware.Endpoints;

namespace Keeptrusts.Gateway.Middleware.Tests.Endpoints;

public sealed class ClientAddressTests
{
    private static readonly IPNetwork[] Trusted = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8")];

    [Theory]
    [InlineData("203.0.113.9", "198.51.100.1", "203.0.113.9")]
    [InlineData("10.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1")]
    [InlineData("10.0.0.1", "10.0.0.3,10.0.0.2", "10.0.0.3")]
    [InlineData("10.0.0.1", "198.51.100.1:8080", "198.51.100.1")]
    [InlineData("fd00::1", "[2001:db8::7]:443", "2001:db8::7")]
    [InlineData("10.0.0.1", "198.51.100.1, unknown", "10.0.0.1")]
    [InlineData("10.0.0.1", "198.51.100.1, nonsense, 10.0.0.2", "10.0.0.2")]
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    public void Of_Hops_IsTheFirstFromTheEndThatIsNoTrustedProxy(string remote, string forwarded, string address) =>
        Assert.Equal(IPAddress.Parse(address), ClientAddress.Of(IPAddress.Parse(remote), forwarded, Trusted));

    [Fact]
    public void Of_SeveralHeaders_AreOneList() =>
        Assert.Equal(IPAddress.Parse("198.51.100.1"), ClientAddress.Of(IPAddress.Parse("10.0.0.1"), new string[] { "1.1.1.1", "198.51.100.1", "10.9.9.9" }, Trusted));

    [Fact]
    public void Of_NobodyTrusted_IsTheOtherEnd() =>
        Assert.Equal(IPAddress.Parse("10.0.0.1"), ClientAddress.Of(IPAddress.Parse("10.0.0.1"), "198.51.100.1", []));
}
