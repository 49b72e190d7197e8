namespace Keeptrusts.EndToEnd.Tests.Support;

/// <summary>A gateway whose target speaks Anthropic's messages.</summary>
public sealed class AnthropicTestGateway : GovernedGateway
{
    internal override string Policy(Uri upstream) => Policies.Standard(upstream)
        .Replace("provider: openai-compatible", "provider: anthropic", StringComparison.Ordinal)
        .Replace("models: [gpt-4o, gpt-4o-mini, other-model]", "models: [claude-sonnet-4-5, other-model]", StringComparison.Ordinal)
        .Replace("allow: [\"gpt-*\"]", "allow: [\"claude-*\"]", StringComparison.Ordinal);
}
