using Keeptrusts.Host.ControlPlane.Tokens;

namespace Keeptrusts.Host.Tests.ControlPlane;

public sealed class LifetimeTests
{
    [Theory]
    [InlineData("30m", 30)]
    [InlineData("12h", 12 * 60)]
    [InlineData("7d", 7 * 24 * 60)]
    [InlineData("2w", 14 * 24 * 60)]
    [InlineData("3660d", 3660 * 24 * 60)]
    public void Parse_SpanWithUnit_GivesIt(string text, int minutes)
    {
        Assert.Null(Lifetime.Parse(text, "expires_in", out var span));
        Assert.Equal(TimeSpan.FromMinutes(minutes), span);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("7")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("7 d")]
    [InlineData("7D")]
    [InlineData("1.5h")]
    [InlineData("7y")]
    [InlineData("٣d")]
    [InlineData("99999999999d")]
    public void Parse_AnythingElse_SaysHowToWriteIt(string text) =>
        Assert.Equal($"expires_in: `{text}` is not a span of time; write it like 30m, 12h, 7d or 2w", Lifetime.Parse(text, "expires_in", out _)?.Message);

    [Theory]
    [InlineData("3661d")]
    [InlineData("2147483647w")]
    public void Parse_MoreThanTenYears_IsRefused(string text) => Assert.Contains("longer than ten years", Lifetime.Parse(text, "expires_in", out _)?.Message, StringComparison.Ordinal);
}
