using System.Buffers.Text;
using System.Text.Json;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets.Keys;

/// <summary>JSON web tokens, signed (three parts) or encrypted (five), of which the first decodes to a JSON object that names its algorithm.</summary>
internal sealed class JwtDetector() : PatternDetector(
    "JWT",
    "e[wy][0-9a-z][0-9a-z_\\-]{9,}={0,2}(?:\\." + Part + "{2,}\\." + Part + "*|\\." + Part + "*\\." + Part + "+\\." + Part + "+\\." + Part + "+)")
{
    private const string Part = "[0-9a-z_\\-]";

    private static readonly EntityInfo Description = new()
    {
        Title = "JSON web token",
        Group = EntityGroup.Secret,
        Format = "Three base64url parts with dots between them, or five of an encrypted one (RFC 7515, RFC 7516). The last of three may be empty.",
        Check = "The first part decodes to a JSON object with the member `alg`.",
        Examples = [$"session «{SecretExample.Mark("eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiJleGFtcGxlIn0." + "c2lnbmF0dXJlLW9mLW5vdGhpbmc")}» ended"],
        NotFound = ["eyJuYW1lIjoiZXhhbXBsZSJ9.aGVsbG8.d29ybGQ"],
    };

    public override EntityInfo Info => Description;

    public override int MaxLength => 16_384;

    public override bool MayFollow(char previous) => SecretBoundaries.MayFollow(previous);

    public override bool MayStart(ReadOnlySpan<char> left, char first) => SecretBoundaries.StartsToken(left);

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd)
    {
        if (following.IsEmpty)
        {
            return atEnd ? SpanEnd.Holds : SpanEnd.Undecided;
        }

        if (following[0] != '.')
        {
            return SecretBoundaries.IsTokenCharacter(following[0]) ? SpanEnd.Fails : SpanEnd.Holds;
        }

        return following.Length == 1 ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
            : SecretBoundaries.IsTokenCharacter(following[1]) || following[1] == '.' ? SpanEnd.Fails
            : SpanEnd.Holds;
    }

    public override double Score(in SpanText span)
    {
        var header = span.Cased[..span.Cased.IndexOf('.')];
        var json = new byte[Base64Url.GetMaxDecodedLength(header.Length)];
        return Base64Url.TryDecodeFromChars(header, json, out var length) && NamesAlgorithm(json.AsSpan(0, length)) ? 1 : 0;
    }

    private static bool NamesAlgorithm(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            var found = false;
            while (reader.Read())
            {
                found |= reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("alg"u8);
            }

            return found;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
