using Keeptrusts.Policy.Keys;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets.Keys;

/// <summary>This product's own keys, by their checksum.</summary>
internal sealed class KeeptrustsKeyDetector() : PatternDetector("KEEPTRUSTS_KEY", "kt_[ag]k_[0-9a-z]{49}")
{
    private static readonly EntityInfo Description = new()
    {
        Title = "Keeptrusts key",
        Group = EntityGroup.Secret,
        Format = "`kt_gk_` (gateway) or `kt_ak_` (control plane) and 49 letters and digits.",
        Check = "43 digits in base 62 below 2^256, then the CRC-32 of all before as six digits in base 62.",
        Examples = [$"Authorization: Bearer «{GatewayKey.Create(KeyKind.Gateway, [.. Enumerable.Range(1, GatewayKey.RandomByteCount).Select(i => (byte)i)]).Reveal()}»"],
    };

    public override EntityInfo Info => Description;

    public override bool MayFollow(char previous) => SecretBoundaries.MayFollow(previous);

    public override bool MayStart(ReadOnlySpan<char> left, char first) => SecretBoundaries.StartsToken(left);

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) => SecretBoundaries.EndsToken(following, atEnd);

    public override double Score(in SpanText span) => GatewayKey.TryParse(span.Cased.ToString(), out _) ? 1 : 0;
}
