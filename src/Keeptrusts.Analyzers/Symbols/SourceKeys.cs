using Keeptrusts.Policy.Detectors.Secrets.Tokens;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>Keys in texts of the source.</summary>
internal static class SourceKeys
{
    private const string KeyStart = "kt_";

    private static readonly SourceKeyKind Gateway = new("A Keeptrusts key", "`kt tokens revoke`", "OPENAI_API_KEY");
    private static readonly SourceKeyKind Provider = new("A model provider's key", "at the provider", "OPENAI_API_KEY");
    private static readonly SourceKeyKind Anthropic = new("A model provider's key", "at the provider", "ANTHROPIC_API_KEY");

    /// <summary>What kind of key stands in a text; <see langword="null"/>: none.</summary>
    public static SourceKeyKind? Find(string text) =>
        HasGatewayKey(text) ? Gateway
        : !ProviderKeys.In(text) ? null
        : text.IndexOf("sk-ant-", StringComparison.Ordinal) >= 0 ? Anthropic : Provider;

    private static bool HasGatewayKey(string text)
    {
        for (var at = text.IndexOf(KeyStart, StringComparison.Ordinal); at >= 0; at = text.IndexOf(KeyStart, at + 1, StringComparison.Ordinal))
        {
            if (text.Length - at >= GatewayKey.TextLength && GatewayKey.TryParse(text.Substring(at, GatewayKey.TextLength), out _))
            {
                return true;
            }
        }

        return false;
    }
}
