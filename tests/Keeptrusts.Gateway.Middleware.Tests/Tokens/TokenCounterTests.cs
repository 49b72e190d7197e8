using System.Diagnostics;
using Keeptrusts.Gateway.Middleware.Tokens;

namespace Keeptrusts.Gateway.Middleware.Tests.Tokens;

public sealed class TokenCounterTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("@")]
    [InlineData(" ")]
    [InlineData("😀")]
    public void Count_LongRun_TakesTimeInProportion(string piece)
    {
        TokenCounter.Count("warm");
        var started = Stopwatch.GetTimestamp();
        Assert.InRange(TokenCounter.Count(string.Concat(Enumerable.Repeat(piece, 300_000))), 1_000, 1_200_000);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1), "counting is slower than linear");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("hello world", 2)]
    public void Count_OrdinaryText_IsTheEncodings(string text, int tokens) => Assert.Equal(tokens, TokenCounter.Count(text));
}
