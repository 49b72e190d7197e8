using Keeptrusts.Host.Console.Hosting;

namespace Keeptrusts.Host.Tests.Console;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/chat?c=cnv_1", "/chat?c=cnv_1")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("chat", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("\\\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("/\n/evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public void Of_PlaceToGoBackTo_IsOnThisSite(string? url, string expected) => Assert.Equal(expected, LocalUrl.Of(url));
}
