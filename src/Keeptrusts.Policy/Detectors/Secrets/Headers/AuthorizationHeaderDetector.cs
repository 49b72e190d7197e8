using System.Buffers;
using System.Buffers.Text;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets.Headers;

/// <summary>Credentials of an <c>Authorization</c> header, as it is written in requests, JSON, code and command lines; a bearer token also without the header's name.</summary>
internal sealed class AuthorizationHeaderDetector() : PatternDetector("AUTHORIZATION_HEADER", Credentials, Parameters)
{
    private const string Credentials = "[0-9a-z._~+/:|\\-]{8,}={0,2}";
    private const string Parameters = "[0-9a-z_\\-]{2,30}=(?:\\\\*\"[^\"\\r\\n\\\\]{0,300}\\\\*\"|[^\\s,\"'\\\\]{1,300})(?:, ?[0-9a-z_\\-]{2,30}=(?:\\\\*\"[^\"\\r\\n\\\\]{0,300}\\\\*\"|[^\\s,\"'\\\\]{1,300}))+";

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \"'`\n\t:=>(,");

    private static readonly EntityInfo Description = new()
    {
        Title = "credentials of an Authorization header",
        Group = EntityGroup.Secret,
        Format = "What follows `Authorization:` (or `Proxy-Authorization:`, with quotes, `=` or as a JSON key) and a scheme such as `Bearer`, `Basic`, `Token` or `Digest`; also `Bearer` alone before a value that looks random.",
        Check = "Basic credentials decode to a name and a password; others must not be made of words.",
        Examples = ["Authorization: Bearer «a81f3c9e7d2b40516f» was sent", "curl -H 'Authorization: Basic «ZGVtbzp3YWx0ei0yMDMx»' https://example.com"],
        NotFound = ["Authorization: Bearer <token>", "Authorization: Bearer YOUR_TOKEN", "use Bearer authentication", "Authorization: Basic credentials"],
        Limits = "Short credentials of letters alone are missed.",
    };

    public override EntityInfo Info => Description;

    public override bool HasOwnContext => true;

    public override bool InContext(ReadOnlySpan<char> left) => left.IndexOf("authorization") >= 0;

    public override bool MayFollow(char previous) => previous is ' ' or ':' or '"' or '\'' or '=' or '\n';

    public override bool MayStart(ReadOnlySpan<char> left, char first)
    {
        if (left.IsEmpty || !MayFollow(left[^1]))
        {
            return false;
        }

        var before = left.TrimEnd(" ");
        return left[^1] == ' ' && EndsInScheme(before) ? !before.IsEmpty : EndsInHeader(before);
    }

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd)
    {
        if (following.IsEmpty)
        {
            return atEnd ? SpanEnd.Holds : SpanEnd.Undecided;
        }

        if (span[^1] is '.' or ':' || IsCredential(following[0]))
        {
            return SpanEnd.Fails;
        }

        return following[0] is not ('.' or ':' or ',') ? SpanEnd.Holds
            : following.Length == 1 ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
            : IsCredential(following[1]) || following[1] is '.' or ':' ? SpanEnd.Fails : SpanEnd.Holds;
    }

    public override double Score(in SpanText span)
    {
        var value = span.Cased;
        if (span.InContext && value.IndexOf('=') is > 0 and var equals && !value[equals..].TrimStart('=').IsEmpty)
        {
            return span.Folded.IndexOf("response=") >= 0 || span.Folded.IndexOf("signature=") >= 0 || span.Folded.IndexOf("mac=") >= 0 ? 0.9 : 0;
        }

        if (SecretValue.IsPlaceholder(span.Folded.TrimStart('/')))
        {
            return 0;
        }

        var before = span.Left.TrimEnd(" ");
        return span.InContext && before.EndsWith("basic") && IsBasic(value) ? 1
            : !SecretValue.IsRandom(value) || Entropy.Of(value) < 2.5 ? 0
            : span.InContext ? 0.95
            : before.EndsWith("bearer") && value.Length >= 16 ? 0.8 : 0;
    }

    private static bool EndsInScheme(ReadOnlySpan<char> left)
    {
        var start = left.LastIndexOfAny(WordEnds) + 1;
        return left[start..] switch
        {
            "bearer" => true,
            "basic" or "token" or "digest" or "apikey" or "negotiate" or "ntlm" or "aws4-hmac-sha256" or "hawk" or "bot" or "oauth" or "dpop" or "key" or "ssws" or "genie" or "splunk"
                or "mac" => left[..start].TrimEnd(" \"'`\n:=>\\").EndsWith("authorization"),
            _ => false,
        };
    }

    private static bool EndsInHeader(ReadOnlySpan<char> left) =>
        left is [.., ':' or '=' or '"' or '\'' or '\n'] && left.TrimEnd(" \"'`\n:=>\\").EndsWith("authorization");

    private static bool IsBasic(ReadOnlySpan<char> value)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(Base64.GetMaxDecodedFromUtf8Length(value.Length + 4), 16));
        var decoded = Convert.TryFromBase64Chars(value, bytes, out var length) && bytes.AsSpan(0, length).IndexOf((byte)':') > 0
            && !bytes.AsSpan(0, length).ContainsAnyInRange<byte>(0, 31);
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        return decoded;
    }

    private static bool IsCredential(char c) => c is '_' or '~' or '+' or '/' or '-' or '=' or '|' || Letters.IsWord(c);
}
