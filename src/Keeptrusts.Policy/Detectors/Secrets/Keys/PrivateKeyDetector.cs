using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets.Keys;

/// <summary>Private keys in PEM armour, from the BEGIN line to the END line, or as far as the key goes where that is cut off. Line ends may be escaped, as in JSON.</summary>
internal sealed class PrivateKeyDetector() : PatternDetector(
    "PRIVATE_KEY",
    "-{4,5} ?begin (?:[0-9a-z]{1,12} ){0,3}private key(?: block)? ?-{4,5}"
        + "(?:" + LineEnd + "{1,4}[0-9a-z\\-]+: [^\\r\\n\\\\]+)*"
        + "(?:" + Gap + "+" + Base64 + "{12,})*(?:" + Gap + "+" + Base64 + "{1,11})?"
        + "(?:" + Gap + "*-{4,5} ?end (?:[0-9a-z]{1,12} ){0,3}private key(?: block)? ?-{4,5})?")
{
    private const int LeastBase64 = 40;
    private const int ShortestLine = 12;
    private const string LineEnd = "(?:\\r|\\n|\\\\+[nr])";
    private const string Gap = "(?:[ \\t\\r\\n]|\\\\+[nr])";
    private const string Base64 = "[0-9a-z+/=]";

    private static readonly EntityInfo Description = new()
    {
        Title = "private key in PEM armour",
        Group = EntityGroup.Secret,
        Format = "`-----BEGIN … PRIVATE KEY-----` of any label (RSA, EC, OPENSSH, ENCRYPTED, PGP … BLOCK, SSH2), base64, and the END line; line ends may be written as `\\n`.",
        Check = "At least 40 base64 characters follow the header (RFC 7468, RFC 4716, RFC 9580).",
        Examples = ["key: «-----BEGIN" + " EC PRIVATE KEY-----\nMHcCAQEEIExhbXBsZUtleU9mTm9CaXRzQXRBbGxYWVoxMjM0\noAoGCCqGSM49AwEHoUQDQgAE\n-----END" + " EC PRIVATE KEY-----»"],
        NotFound = ["-----BEGIN" + " PRIVATE KEY-----\n...\n-----END" + " PRIVATE KEY-----"],
        Limits = "Where the END line is cut off, a short word that follows may be taken for the key's last line.",
    };

    public override EntityInfo Info => Description;

    public override int MaxLength => 16_384;

    public override bool MayFollow(char previous) => previous != '-';

    public override bool MayStart(ReadOnlySpan<char> left, char first) => left is not [.., '-'];

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd)
    {
        if (span[^1] is ' ' or '\t' or '\r' or '\n')
        {
            return SpanEnd.Fails;
        }

        if (following.IsEmpty)
        {
            return atEnd ? SpanEnd.Holds : SpanEnd.Undecided;
        }

        return (span[^1] == '-' ? following[0] == '-' : IsBase64(following[0])) ? SpanEnd.Fails : SpanEnd.Holds;
    }

    /// <summary>Stops counting at the least, since it is asked at every line's end.</summary>
    public override double Score(in SpanText span)
    {
        var text = span.Folded;
        var body = text[(text.IndexOf("private key") + 11)..];
        body = body[body.IndexOf("----")..].TrimStart('-');
        var (run, count) = (0, 0);
        for (var i = 0; i < body.Length && count + run < LeastBase64; i++)
        {
            var ends = body[i] is ' ' or '\t' or '\r' or '\n' or '\\';
            // The END line; a single hyphen stands in a header such as DEK-Info.
            if (body[i] is '-' && run == 0 && i + 1 < body.Length && body[i + 1] == '-')
            {
                break;
            }

            // The n of an escaped line end is none of the key, nor is a header line.
            run = ends ? 0 : IsBase64(body[i]) && !(i > 0 && body[i - 1] == '\\') ? run + 1 : body[i] is ':' or ',' or '-' ? 0 : run;
            if (ends || i + 1 == body.Length || !IsBase64(body[i + 1]))
            {
                count += run >= ShortestLine ? run : 0;
                run = 0;
            }
        }

        return count + run >= LeastBase64 ? 1 : 0;
    }

    private static bool IsBase64(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=';
}
