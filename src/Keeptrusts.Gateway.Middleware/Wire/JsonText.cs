using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>
/// Reads and writes the inside of JSON strings. Unlike System.Text.Json it keeps lone surrogates, because a stream may cut an
/// escaped pair (<c>\ud83d</c> | <c>\ude00</c>) in two.
/// </summary>
internal static class JsonText
{
    private static readonly SearchValues<char> MustEscape = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f");

    /// <summary>The text of a slot.</summary>
    public static string ToText(TextSlot slot, ReadOnlySpan<byte> json)
    {
        var raw = slot.Raw(json);
        var chars = new char[raw.Length];
        return new(chars, 0, Decode(raw, slot.Escaped, chars));
    }

    /// <summary>Decodes the inside of a string token. The token was checked by a reader before, so escapes are well-formed.</summary>
    /// <param name="raw">The bytes between the quotes.</param>
    /// <param name="escaped">Whether there is a backslash in them.</param>
    /// <param name="chars">Receives the text; <paramref name="raw"/>'s length always suffices.</param>
    /// <returns>The number of characters.</returns>
    public static int Decode(ReadOnlySpan<byte> raw, bool escaped, Span<char> chars)
    {
        if (!escaped)
        {
            Utf8.ToUtf16(raw, chars, out _, out var all);
            return all;
        }

        var written = 0;
        while (!raw.IsEmpty)
        {
            var backslash = raw.IndexOf((byte)'\\');
            if (backslash != 0)
            {
                var plain = backslash < 0 ? raw : raw[..backslash];
                Utf8.ToUtf16(plain, chars[written..], out _, out var count);
                written += count;
                raw = raw[plain.Length..];
                continue;
            }

            if (raw[1] == 'u')
            {
                chars[written++] = (char)ushort.Parse(raw.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                raw = raw[6..];
                continue;
            }

            chars[written++] = raw[1] switch
            {
                (byte)'n' => '\n',
                (byte)'t' => '\t',
                (byte)'r' => '\r',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                var itself => (char)itself,
            };
            raw = raw[2..];
        }

        return written;
    }

    /// <summary>Whether the text has a surrogate without its partner, which no UTF-8 can carry.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length;)
        {
            if (!char.IsHighSurrogate(text[i]) || i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return true;
            }

            var next = text[(i + 2)..].IndexOfAnyInRange('\ud800', '\udfff');
            i = next < 0 ? -1 : i + 2 + next;
        }

        return false;
    }

    /// <summary>Writes a text as a JSON string with its quotes, escaping only what must be.</summary>
    public static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        output.Write("\""u8);
        while (!text.IsEmpty)
        {
            var stop = text.IndexOfAny(MustEscape);
            var plain = stop < 0 ? text : text[..stop];
            WritePlain(output, plain);
            if (stop < 0)
            {
                break;
            }

            WriteEscape(output, text[stop]);
            text = text[(stop + 1)..];
        }

        output.Write("\""u8);
    }

    private static void WritePlain(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var target = output.GetSpan(text.Length * 3);
            Utf8.FromUtf16(text, target, out var read, out var written, replaceInvalidSequences: false);
            output.Advance(written);
            text = text[read..];
            if (!text.IsEmpty)
            {
                WriteEscape(output, text[0]);
                text = text[1..];
            }
        }
    }

    private static void WriteEscape(IBufferWriter<byte> output, char c)
    {
        switch (c)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\r': output.Write("\\r"u8); break;
            case '\t': output.Write("\\t"u8); break;
            default:
                Span<byte> escape = stackalloc byte[6];
                Encoding.ASCII.GetBytes($"\\u{(int)c:x4}", escape);
                output.Write(escape);
                break;
        }
    }
}
