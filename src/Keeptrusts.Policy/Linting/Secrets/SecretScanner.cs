using System.Text;
using Keeptrusts.Policy.Detectors.Secrets;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Policy.Linting.Secrets;

/// <summary>Finds credentials that show themselves, anywhere in a text: keys and tokens of providers by their form, ours by their checksum, private keys, passwords in addresses.</summary>
internal static class SecretScanner
{
    private const int Shortest = 16;
    private const int Longest = 2048;
    private const int ChecksumLength = 6;
    private const string PrivateKeyStart = "-----BEGIN ";
    private const string PrivateKeyEnd = "PRIVATE KEY-----";
    private const int LeastBase64 = 40;

    /// <summary>Every credential, in order, none within another. Each run of characters without white space is looked at once, however many words it has.</summary>
    public static IEnumerable<FoundSecret> Find(string text)
    {
        var run = (End: 0, IsMixed: false);
        for (var i = 0; i < text.Length; i++)
        {
            if (i >= run.End)
            {
                var end = RunEnd(text, i);
                run = (Math.Max(end, i + 1), IsMixed(text, i, end));
            }

            if (At(text, i, run.End, run.IsMixed) is { } found)
            {
                yield return found;
                i = found.End - 1;
            }
        }
    }

    public static bool IsTokenCharacter(char c) => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '_' or '-';

    private static FoundSecret? At(string text, int start, int end, bool isMixed)
    {
        var c = text[start];
        if (c == ':')
        {
            return Password(text, start);
        }

        if (!IsTokenCharacter(c) || (start > 0 && IsTokenCharacter(text[start - 1])))
        {
            return null;
        }

        if (c == '-')
        {
            return PrivateKey(text, start);
        }

        return end - start < Shortest || !isMixed ? null : OwnKey(text, start, end) ?? Form(text, start, end, SecretForms.By(c));
    }

    private static FoundSecret? Form(string text, int start, int end, IReadOnlyList<(string Head, SecretForm Form)> forms)
    {
        foreach (var (head, form) in forms)
        {
            if (string.CompareOrdinal(text, start, head, 0, head.Length) == 0 && form.End(text, start, end) is >= 0 and var found && IsReal(text.Substring(start, found - start), form))
            {
                return new FoundSecret(start, found, form.Title);
            }
        }

        return null;
    }

    // A checksum proves it; otherwise repeated characters, and words behind a prefix, are placeholders.
    private static bool IsReal(string value, SecretForm form) => form.IsSealed
        ? HasChecksum(value)
        : Entropy.Of(value.AsSpan()) >= Entropy.OfTokens && !Placeholder.Names(value) && IsMixed(value, 0, value.Length);

    // Digits, or letters of both cases. Most long words of a document are neither, and no form is asked.
    private static bool IsMixed(string text, int start, int end)
    {
        var (digits, capitals, small) = (false, false, false);
        for (var i = start; i < end; i++)
        {
            digits |= text[i] is >= '0' and <= '9';
            capitals |= text[i] is >= 'A' and <= 'Z';
            small |= text[i] is >= 'a' and <= 'z';
        }

        return digits || (capitals && small);
    }

    private static bool HasChecksum(string value)
    {
        var body = Encoding.ASCII.GetBytes(value.Substring(value.IndexOf('_') + 1, value.Length - ChecksumLength - value.IndexOf('_') - 1));
        var digits = new byte[ChecksumLength];
        Base62.Encode(Crc32.Compute(body), digits);
        return value.EndsWith(Encoding.ASCII.GetString(digits), StringComparison.Ordinal);
    }

    private static FoundSecret? OwnKey(string text, int start, int end) =>
        end - start >= GatewayKey.TextLength
        && string.CompareOrdinal(text, start, "kt_", 0, 3) == 0
        && GatewayKey.TryParse(text.Substring(start, GatewayKey.TextLength), out var key)
            ? new FoundSecret(start, start + GatewayKey.TextLength, key!.Kind == KeyKind.Gateway ? "Keeptrusts gateway key" : "Keeptrusts control-plane key")
            : null;

    private static FoundSecret? PrivateKey(string text, int start)
    {
        if (string.CompareOrdinal(text, start, PrivateKeyStart, 0, PrivateKeyStart.Length) != 0)
        {
            return null;
        }

        var close = text.IndexOf(PrivateKeyEnd, start, Math.Min(64, text.Length - start), StringComparison.Ordinal);
        if (close < 0)
        {
            return null;
        }

        // A header alone, as in a pattern that looks for one, is no key.
        var (after, count) = (close + PrivateKeyEnd.Length, 0);
        for (var i = after; i < text.Length && count < LeastBase64; i++)
        {
            if (IsTokenCharacter(text[i]) || text[i] is '+' or '/' or '=')
            {
                count++;
            }
            else if (!char.IsWhiteSpace(text[i]) && text[i] != '\\')
            {
                break;
            }
        }

        return count >= LeastBase64 ? new FoundSecret(start, after, "private key") : null;
    }

    // ://user:password@host
    private static FoundSecret? Password(string text, int colon)
    {
        if (string.CompareOrdinal(text, colon, "://", 0, 3) != 0)
        {
            return null;
        }

        var (at, separator) = (-1, -1);
        for (var i = colon + 3; i < text.Length && i - colon < Longest && !char.IsWhiteSpace(text[i]) && text[i] is not ('/' or '"' or '\'' or '?' or '#'); i++)
        {
            separator = separator < 0 && text[i] == ':' ? i : separator;
            at = text[i] == '@' ? i : at;
        }

        return separator > 0 && at > separator + 1 && !Placeholder.Is(text.Substring(separator + 1, at - separator - 1))
            ? new FoundSecret(separator + 1, at, "password in an address")
            : null;
    }

    private static int RunEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < Longest && text[end] > ' ' && text[end] < 127 && text[end] is not ('"' or '\'' or ',' or ')' or ']' or '}' or '#'))
        {
            end++;
        }

        return end;
    }
}
