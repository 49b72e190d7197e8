using System.Net;
using Keeptrusts.Host.ControlPlane.Webhooks;

namespace Keeptrusts.Host.Tests.ControlPlane.Webhooks;

public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("198.18.0.1")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:db8::1")]
    [InlineData("2001::1")]
    public void Allows_AddressThatIsNotPublic_IsRefused(string address) => Assert.False(new AddressRules(null).Allows("example.com", IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("172.15.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("8.8.8.8")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    public void Allows_PublicAddress_IsAllowed(string address) => Assert.True(new AddressRules("").Allows("example.com", IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.0.0/16", "x", "10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "x", "10.2.2.3", false)]
    [InlineData("127.0.0.1", "x", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "x", "127.0.0.2", false)]
    [InlineData("127.0.0.1", "x", "::ffff:127.0.0.1", true)]
    [InlineData("hooks.internal, ::1", "Hooks.Internal", "192.168.1.1", true)]
    [InlineData("hooks.internal", "evil.internal", "192.168.1.1", false)]
    [InlineData("[::1]", "x", "::1", true)]
    public void Allows_Exceptions_CountAsWritten(string allowed, string host, string address, bool expected) =>
        Assert.Equal(expected, new AddressRules(allowed).Allows(host, IPAddress.Parse(address)));
}
