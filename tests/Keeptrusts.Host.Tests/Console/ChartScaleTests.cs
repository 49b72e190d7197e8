using Keeptrusts.Host.Console.Shared;

namespace Keeptrusts.Host.Tests.Console;

public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(0, true, "0")]
    [InlineData(1, true, "0 1")]
    [InlineData(2, true, "0 1 2")]
    [InlineData(12, true, "0 5 10 15")]
    [InlineData(260, true, "0 100 200 300")]
    [InlineData(1.6, false, "0 1 2")]
    [InlineData(0.0000004, false, "0 2E-07 4E-07")]
    public void Ticks_OfALargestValue_AreRoundAndReachAboveIt(double largest, bool isWhole, string ticks)
    {
        var scale = ChartScale.Of(largest, isWhole);
        Assert.Equal(ticks, string.Join(' ', scale.Ticks.Select(tick => Math.Round(tick, 9).ToString("G3", System.Globalization.CultureInfo.InvariantCulture))));
        Assert.True(scale.Top >= largest);
    }

    [Theory]
    [InlineData(1, "0")]
    [InlineData(7, "0 2 4 6")]
    [InlineData(14, "1 4 7 10 13")]
    [InlineData(31, "0 6 12 18 24 30")]
    public void Labels_OfManyDays_StandAtEvenDistancesAndEndWithTheLast(int count, string shown) => Assert.Equal(shown, string.Join(' ', ChartScale.Shown(count)));
}
