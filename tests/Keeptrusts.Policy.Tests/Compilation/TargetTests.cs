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
    [InlineData("provider: groq", "https://api.groq.com/openai/v1", "max_completion_tokens", true)]
    [InlineData("provider: mistral", "https://api.mistral.ai/v1", "max_tokens", false)]
    [InlineData("provider: deepseek", "https://api.deepseek.com/v1", "max_tokens", true)]
    [InlineData("provider: google", "https://generativelanguage.googleapis.com/v1beta/openai", "max_tokens", true)]
    [InlineData("provider: ollama", "http://localhost:11434/v1", "max_tokens", true)]
    [InlineData("provider: vllm, base_url: 'https://llm.example.com/v1'", "https://llm.example.com/v1", "max_tokens", true)]
    [InlineData("provider: azure-openai, base_url: 'https://r.openai.azure.com/'", "https://r.openai.azure.com/", "max_completion_tokens", true)]
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

    [Theory]
    [InlineData("openai", "openai")]
    [InlineData("azure-openai", "azure-openai")]
    [InlineData("openai-compatible", "openai-compatible")]
    [InlineData("groq", "openai-compatible")]
    [InlineData("ollama", "openai-compatible")]
    [InlineData("echo", "echo")]
    public void Dialect_OfAProvider_IsHowItIsSpokenTo(string provider, string dialect) => Assert.Equal(dialect, new TargetPlan { Id = "a", Provider = provider }.Dialect);

    [Fact]
    public void Load_Azure_KnowsItsDeployments()
    {
        var target = Target("provider: azure-openai, base_url: 'https://r.openai.azure.com', deployments: { gpt-4o: prod-4o, gpt-4o-mini: small }");
        Assert.Equal(["gpt-4o", "gpt-4o-mini"], target.Models);
        Assert.Equal(("2024-10-21", "prod-4o", "gpt-5"), (target.ApiVersion, target.DeploymentOf("GPT-4o"), target.DeploymentOf("gpt-5")));
        var other = Target("provider: azure-openai, base_url: 'https://r.openai.azure.com', api_version: 2025-01-01-preview, models: [gpt-4o, gpt-5], deployments: { gpt-4o: prod-4o }");
        Assert.Equal(("2025-01-01-preview", 2), (other.ApiVersion, other.Models.Count));
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
