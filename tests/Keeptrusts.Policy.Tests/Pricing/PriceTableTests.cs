using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Policy.Tests.Pricing;

public sealed class PriceTableTests
{
    [Theory]
    [InlineData("openai", "gpt-4o", "2.5", "10", "1.25")]
    [InlineData("openai", "GPT-4o", "2.5", "10", "1.25")]
    [InlineData("openai", "gpt-4o-2024-08-06", "2.5", "10", "1.25")]
    [InlineData("openai", "gpt-4o-mini", "0.15", "0.6", "0.075")]
    [InlineData("openai", "gpt-4o-mini-realtime-preview", "0.6", "2.4", "0.3")]
    [InlineData("openai", "o3", "2", "8", "0.5")]
    [InlineData("openai", "text-embedding-3-small", "0.02", "0", null)]
    [InlineData("anthropic", "claude-3-5-haiku-20241022", "0.8", "4", "0.08")]
    [InlineData("anthropic", "claude-sonnet-5", "3", "15", "0.3")]
    [InlineData("deepseek", "deepseek-chat", "0.27", "1.1", "0.07")]
    [InlineData("openai-compatible", "gpt-4o", "2.5", "10", "1.25")]
    [InlineData("openai-compatible", "claude-3-opus-20240229", "15", "75", "1.5")]
    [InlineData("echo", "anything", "0", "0", null)]
    public void Find_KnownModel_GivesItsPrice(string provider, string model, string input, string output, string? cached)
    {
        var price = PriceTable.Find(provider, model)!;
        Assert.Equal(decimal.Parse(input, null), price.InputPer1M);
        Assert.Equal(decimal.Parse(output, null), price.OutputPer1M);
        Assert.Equal(cached is null ? null : decimal.Parse(cached, null), price.CachedInputPer1M);
    }

    [Theory]
    [InlineData("openai", "my-model")]
    [InlineData("openai", "gpt-4o-unheard-of")]
    [InlineData("openai", "")]
    [InlineData("openai-compatible", "my-llama")]
    [InlineData("openai-compatible", "gpt-unheard-of")]
    [InlineData("anthropic", "gpt-4o")]
    public void Find_UnknownModel_GivesNone(string provider, string model) => Assert.Null(PriceTable.Find(provider, model));

    [Fact]
    public void Find_TieredModel_KeepsItsTier()
    {
        var tier = Assert.Single(PriceTable.Find("openai", "gpt-5.4")!.Tiers);
        Assert.Equal((272_000, 5m, 22.5m, 0.5m, (decimal?)null), (tier.AboveInputTokens, tier.InputPer1M, tier.OutputPer1M, tier.CachedInputPer1M, tier.CacheWritePer1M));
    }

    [Theory]
    [InlineData("grok-4.3-20260101", true)]
    [InlineData("grok-4.3-2026010", false)]
    public void Find_PatternWithDigits_CountsThem(string model, bool found) =>
        Assert.Equal(found, PriceTable.Find("x-ai", model) is not null);

    [Fact]
    public void Find_FeePerRequest_IsInDollars() => Assert.Equal(0.012m, PriceTable.Find("perplexity", "sonar")!.PerRequest);

    [Fact]
    public void Find_DocumentsPrice_GoesFirst()
    {
        var own = new Dictionary<string, ModelPrice> { ["gpt-4o"] = new() { InputPer1M = 1, OutputPer1M = 2 } };
        Assert.Equal(1m, PriceTable.Find("openai", own, "gpt-4o")!.InputPer1M);
        Assert.Equal(0.15m, PriceTable.Find("openai", own, "gpt-4o-mini")!.InputPer1M);
    }

    [Fact]
    public void Table_EveryLine_IsReadable()
    {
        var providers = PriceTableReader.Read();
        Assert.Equal(34, providers.Count);
        Assert.Equal(34, providers.Select(p => p.Id).Distinct().Count());
    }
}
