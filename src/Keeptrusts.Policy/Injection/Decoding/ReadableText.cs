using System.Globalization;
using System.Text;

namespace Keeptrusts.Policy.Injection.Decoding;

/// <summary>Tells text from the bytes of keys, hashes and pictures.</summary>
internal static class ReadableText
{
    private const int FewestCharacters = 8;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>The text, or null where the bytes are none: not UTF-8, too short, or with control characters or few letters.</summary>
    public static string? From(ReadOnlySpan<byte> bytes)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return null;
        }

        var text = Strict.GetString(bytes);
        return text.Length >= FewestCharacters && IsReadable(text) ? text : null;
    }

    private static bool IsReadable(string text)
    {
        var (letters, odd) = (0, 0);
        foreach (var c in text)
        {
            letters += char.IsLetterOrDigit(c) || c == ' ' ? 1 : 0;
            odd += char.IsWhiteSpace(c) || c >= ' ' && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse) ? 0 : 1;
        }

        return odd * 50 <= text.Length && letters * 2 >= text.Length;
    }
}
