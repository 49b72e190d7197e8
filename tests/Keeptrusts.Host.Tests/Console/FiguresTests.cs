using Keeptrusts.Host.Console.Shared;

namespace Keeptrusts.Host.Tests.Console;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(30 * 86400, "in 30 days"), InlineData(7 * 86400, "in 7 days"), InlineData(90 * 86400, "in 3 months"), InlineData(365 * 86400, "in 12 months"), InlineData(730 * 86400, "in 2 years"), InlineData(12 * 3600, "in 12 h"), InlineData(3600, "in 1 h"), InlineData(60, "in 1 min"), InlineData(48 * 3600, "in 2 days")]
    public void Ago_OfALifeThatHasJustBegun_SaysWhatWasChosen(int seconds, string expected)
    {
        Assert.Equal(expected, Figures.Ago(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(300)));
    }

    [Theory, InlineData(119, "1 min ago"), InlineData(86399 * 3, "2 days ago"), InlineData(2, "just now")]
    public void Ago_OfThePast_CountsWhatIsOver(int seconds, string expected) => Assert.Equal(expected, Figures.Ago(TimeSpan.FromSeconds(-seconds)));
}
