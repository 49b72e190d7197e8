namespace Keeptrusts.Policy.Injection.Decoding;

/// <summary>Bytes hidden behind a character as variation selectors, of which there are 256, all invisible.</summary>
internal static class VariationSelectors
{
    private const int FewestBytes = 4;

    public static bool IsOne(string text, int i) => Value(text, i, out _) >= 0;

    /// <summary>Moves <paramref name="i"/> behind the row.</summary>
    /// <returns>The bytes, or null where the row is short: single selectors choose how an emoji looks.</returns>
    public static byte[]? Read(string text, ref int i)
    {
        var bytes = new List<byte>();
        while (Value(text, i, out var length) is >= 0 and var value)
        {
            if (bytes.Count < PayloadDecoder.MostCharacters)
            {
                bytes.Add((byte)value);
            }

            i += length;
        }

        return bytes.Count >= FewestBytes ? [.. bytes] : null;
    }

    private static int Value(string text, int i, out int length)
    {
        length = 1;
        if (i >= text.Length || text[i] < '\u0300')
        {
            return -1;
        }

        if (text[i] is >= '\uFE00' and <= '\uFE0F')
        {
            return text[i] - '\uFE00';
        }

        length = 2;
        return text[i] == '\uDB40' && i + 1 < text.Length && text[i + 1] is >= '\uDD00' and <= '\uDDEF' ? text[i + 1] - '\uDD00' + 16 : -1;
    }
}
