using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy.Tests.Compilation;

public sealed class TargetTests
{
    [Theory]
    [InlineData("provider: openai", "https://api.openai.com/v1", "max_completion_tokens", true)]
    [InlineData("provider: openai, base_url: 'https://eu.api.openai.com/v1/'", "https://eu.api.openai.com/v1", "max_completion_tokens", true)]
    [InlineData("provider: openai-compatible, base_url: 'http://127.0.0.1:8000/v1'", "http://127.0.0.1:8000/v1", "max_tokens", true)]
    [InlineData("provider: openai-compatible, base_url: 'http://127.0.0.1:8000', capabilities: { stream_usage: false, output_limit_field: max_completion_tokens }", "http://127.0.0.1:8000/", "max_completion_tokens", false)]
    [InlineData("provider: echo", null, "max_completion_tokens", true)]
    public void Load_Target_FillsInItsProvidersDefaults(string fields, string? url, string limit, bool usage)
    {
        var target = Target(fields);
        Assert.Equal(url, target.BaseUrl?.AbsoluteUri);
        Assert.Equal((limit, usage), (target.OutputLimitField, target.StreamUsage));
    }

    [Fact]
    public void Load_PlainTarget_HasTheDesignsDefaults()
    {
        var target = Target("provider: echo");
        Assert.Equal((5d, 60d, 300d, 600d), (target.ConnectTimeout.TotalSeconds, target.FirstByteTimeout.TotalSeconds, target.IdleTimeout.TotalSeconds, target.TotalTimeout.TotalSeconds));
        Assert.Equal((1, (decimal?)null, (SecretReference?)null), (target.Weight, target.MaxCostPerCallUsd, target.Secret));
        Assert.Empty(target.Models);
        Assert.Empty(target.Pricing);
    }

    [Fact]
    public void Load_Tiers_ArePricesByLength()
    {
        var price = Target("provider: openai, pricing: { M: { input_per_1m_usd: 1, output_per_1m_usd: 2, per_request_usd: 0.5, tiers: [{ above_input_tokens: 10, input_per_1m_usd: 3, output_per_1m_usd: 4, cached_input_per_1m_usd: 1 }] } }").Pricing["m"];
        Assert.Equal(0.5m, price.PerRequest);
        Assert.Equal(new PriceTier { AboveInputTokens = 10, InputPer1M = 3, OutputPer1M = 4, CachedInputPer1M = 1 }, Assert.Single(price.Tiers));
    }

    [Fact]
    public void Load_Unreadable_IsThreeValued()
    {
        var plan = PolicyEngine.Load("""
            pack: { name: a, version: 1.0.0, enabled: false }
            policies: { chain: [] }
            unreadable: { images: allow, files: block }
            """).Plan!;
        Assert.Equal(new UnreadableRule(true, false, null, null), plan.Unreadable);
        Assert.False(plan.Enabled);
    }

    private static TargetPlan Target(string fields) => Assert.Single(PolicyEngine.Load($$"""
        pack: { name: a, version: 1.0.0, enabled: true }
        policies: { chain: [] }
        providers: { targets: [{ id: a, {{fields}} }] }
        """).Plan!.Targets);
}
