namespace Keeptrusts.EndToEnd.Tests.Support;

/// <summary>A gateway whose target is OpenAI's own kind, which serves every surface.</summary>
public sealed class SurfaceGateway : GovernedGateway
{
    internal override string Policy(Uri upstream) => Policies.Standard(upstream).Replace("provider: openai-compatible", "provider: openai", StringComparison.Ordinal);
}
