using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Policy.Tests.Pricing;

public sealed class NanoDollarsTests
{
    private static readonly ModelPrice Price = new() { InputPer1M = 2.5m, OutputPer1M = 10m, CachedInputPer1M = 1.25m };

    [Theory]
    [InlineData(0, 0, 0, 0L)]
    [InlineData(1, 0, 0, 2_500L)]
    [InlineData(0, 1, 0, 10_000L)]
    [InlineData(1_000_000, 1_000_000, 0, 12_500_000_000L)]
    [InlineData(100, 10, 40, 60 * 2_500L + 40 * 1_250L + 10 * 10_000L)]
    [InlineData(10, 0, 40, 40 * 1_250L)]
    public void Cost_Tokens_IsExact(long input, long output, long cached, long expected) =>
        Assert.Equal(expected, NanoDollars.Cost(Price, input, output, cached));

    [Fact]
    public void Cost_FractionOfANanoDollar_IsRoundedUpOnce()
    {
        var price = new ModelPrice { InputPer1M = 0.0001m, OutputPer1M = 0.0001m };
        Assert.Equal(1, NanoDollars.Cost(price, 1, 1));
        Assert.Equal(1, NanoDollars.Cost(price, 5, 5));
        Assert.Equal(2, NanoDollars.Cost(price, 6, 5));
    }

    [Fact]
    public void Cost_CachePricesAbsent_CountAsInput() =>
        Assert.Equal(3_000, NanoDollars.Cost(new ModelPrice { InputPer1M = 1, OutputPer1M = 0 }, 3, 0, 1, 1));

    [Fact]
    public void Cost_PromptAboveTier_CostsTheTierAsAWhole()
    {
        var price = Price with { Tiers = [new PriceTier { AboveInputTokens = 10, InputPer1M = 5, OutputPer1M = 20 }] };
        Assert.Equal(10 * 2_500L, NanoDollars.Cost(price, 10, 0));
        Assert.Equal(11 * 5_000L + 20_000L, NanoDollars.Cost(price, 11, 1));
    }

    [Fact]
    public void Cost_FeePerRequest_IsAdded() =>
        Assert.Equal(12_000_000, NanoDollars.Cost(new ModelPrice { InputPer1M = 1, OutputPer1M = 1, PerRequest = 0.012m }, 0, 0));

    [Fact]
    public void Cost_Absurd_IsCapped() => Assert.Equal(
        long.MaxValue,
        NanoDollars.Cost(new ModelPrice { InputPer1M = int.MaxValue, OutputPer1M = int.MaxValue, PerRequest = int.MaxValue }, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue));

    [Fact]
    public void Cost_NegativeCounts_AreZero() => Assert.Equal(0, NanoDollars.Cost(Price, -5, -5, -5, -5));

    [Theory]
    [InlineData("1", 1_000_000_000L)]
    [InlineData("0.0000000001", 1L)]
    [InlineData("0", 0L)]
    [InlineData("99999999999999", long.MaxValue)]
    public void FromDollars_Amount_RoundsUp(string dollars, long nano) => Assert.Equal(nano, NanoDollars.FromDollars(decimal.Parse(dollars, null)));

    [Fact]
    public void ToDollars_Amount_IsExact() => Assert.Equal(1.000000001m, NanoDollars.ToDollars(1_000_000_001));
}
