using Keeptrusts.Host.Api;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Host.Tests.Api;

public sealed class HostNameGuardTests
{
    [Theory]
    [InlineData("localhost:8080", true)]
    [InlineData("LOCALHOST", true)]
    [InlineData("kt.localhost:8080", true)]
    [InlineData("127.0.0.1:8080", true)]
    [InlineData("[::1]:8080", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("evil.example:8080", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("notlocalhost", false)]
    [InlineData("", false)]
    public void Allows_HostHeader_TakesAddressesAndLocalhostOnly(string host, bool allowed) => Assert.Equal(allowed, HostNameGuard.Allows(new HostString(host)));
}
