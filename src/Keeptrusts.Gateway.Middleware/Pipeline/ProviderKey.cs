using System.Buffers;
using System.Buffers.Text;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>
/// Takes a provider's key out of what the provider says, however its JSON writes it: a `+` or `/` of a key leaves one server as it is, and another as
/// <c>\u002B</c> or <c>\/</c>.
/// </summary>
internal static class ProviderKey
{
    private static ReadOnlySpan<byte> InItsPlace => "[provider key]"u8;

    /// <param name="said">JSON, or events of it.</param>
    /// <param name="key">The key.</param>
    /// <returns>The same without the key.</returns>
    public static ReadOnlyMemory<byte> Remove(ReadOnlyMemory<byte> said, string key)
    {
        var text = said.Span;
        ArrayBufferWriter<byte>? cleaned = null;
        var kept = 0;
        for (var at = 0; at < text.Length;)
        {
            var length = LengthOf(key, text[at..]);
            if (length == 0)
            {
                at += Next(text[at..], out _);
                continue;
            }

            cleaned ??= new ArrayBufferWriter<byte>(text.Length);
            cleaned.Write(text[kept..at]);
            cleaned.Write(InItsPlace);
            at += length;
            kept = at;
        }

        cleaned?.Write(text[kept..]);
        return cleaned?.WrittenMemory ?? said;
    }

    /// <returns>How many bytes the key takes at the beginning of a text; 0 where it does not stand there.</returns>
    private static int LengthOf(string key, ReadOnlySpan<byte> text)
    {
        var length = 0;
        foreach (var expected in key)
        {
            if (length == text.Length)
            {
                return 0;
            }

            length += Next(text[length..], out var found);
            if (found != expected)
            {
                return 0;
            }
        }

        return length;
    }

    /// <summary>Reads a character, or the escape for one. Keys travel in headers, so they are ASCII.</summary>
    /// <returns>How many bytes it takes.</returns>
    private static int Next(ReadOnlySpan<byte> text, out int character)
    {
        if (text is [(byte)'\\', (byte)'u', ..] && text.Length >= 6 && Utf8Parser.TryParse(text.Slice(2, 4), out ushort unit, out var digits, 'x') && digits == 4)
        {
            character = unit;
            return 6;
        }

        character = text is [(byte)'\\', var escaped, ..] ? escaped : text[0];
        return text is [(byte)'\\', _, ..] ? 2 : 1;
    }
}
