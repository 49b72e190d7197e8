using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets.Urls;

/// <summary>The signature of an address that opens something for whoever has it.</summary>
internal sealed class SignedUrlDetector() : PatternDetector("SIGNED_URL", "[0-9a-z_~%+/.\\-]{16,}={0,2}")
{
    private static readonly string[] Parameters =
    [
        "x-amz-signature=", "x-amz-security-token=", "x-goog-signature=", "x-oss-signature=", "x-cos-signature=", "q-signature=", "x-ms-signature=", "sig=", "signature=",
        "oauth_signature=", "hmac=", "__gda__=", "se_sig=",
    ];

    private static readonly EntityInfo Description = new()
    {
        Title = "signature of a signed URL",
        Group = EntityGroup.Secret,
        Format = "The value of `X-Amz-Signature`, `X-Amz-Security-Token`, `X-Goog-Signature`, `sig` (Azure SAS), `Signature` and the like, as a parameter of an address.",
        Check = "3 bits of entropy per character.",
        Examples = ["https://store.example.com/a.pdf?X-Amz-Date=20310101T000000Z&X-Amz-Signature=«3f9a0c5e7b1d2468ace013579bdf2468ace0f1e2d3c4b5a697887766554433aa»"],
        NotFound = ["https://store.example.com/a.pdf?signature=required"],
        Limits = "The address around the signature stays, and so do the names of account and key in it.",
    };

    public override EntityInfo Info => Description;

    public override bool MayFollow(char previous) => previous == '=';

    public override bool MayStart(ReadOnlySpan<char> left, char first)
    {
        foreach (var parameter in Parameters)
        {
            if (left.EndsWith(parameter))
            {
                // A parameter: behind ? or &, or &amp;.
                return left[..^parameter.Length] is [.., '?' or '&' or ';' or '\n'];
            }
        }

        return false;
    }

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd)
    {
        if (following.IsEmpty)
        {
            return atEnd ? SpanEnd.Holds : SpanEnd.Undecided;
        }

        if (span[^1] == '.' || following[0] is '=' or '+' or '/' or '%' or '~' || SecretBoundaries.IsTokenCharacter(following[0]))
        {
            return SpanEnd.Fails;
        }

        return following[0] != '.' ? SpanEnd.Holds
            : following.Length == 1 ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
            : Letters.IsWord(following[1]) ? SpanEnd.Fails : SpanEnd.Holds;
    }

    public override double Score(in SpanText span) =>
        Entropy.Of(span.Cased) >= 3 && !SecretValue.IsWords(span.Folded) && !SecretValue.IsPlaceholder(span.Folded.TrimStart('/')) ? 0.9 : 0;
}
