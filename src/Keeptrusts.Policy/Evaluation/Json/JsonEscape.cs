namespace Keeptrusts.Policy.Evaluation.Json;

/// <summary>An escape under way inside a JSON string.</summary>
internal struct JsonEscape
{
    private int _code;

    /// <summary>Raw characters taken so far; 0 outside an escape.</summary>
    public int Length { get; private set; }

    public void Begin() => (Length, _code) = (1, 0);

    public void Clear() => Length = 0;

    /// <summary>The text that part of a JSON string writes; what is no escape stands for itself.</summary>
    public static string Decode(ReadOnlySpan<char> raw)
    {
        if (!raw.Contains('\\'))
        {
            return raw.ToString();
        }

        var text = new System.Text.StringBuilder(raw.Length);
        var escape = default(JsonEscape);
        foreach (var c in raw)
        {
            if (escape.Length == 0 && c != '\\')
            {
                text.Append(c);
            }
            else if (escape.Length == 0)
            {
                escape.Begin();
            }
            else if (escape.Take(c, out var decoded) && decoded is { } character)
            {
                text.Append(character);
                escape.Clear();
            }
        }

        return text.ToString();
    }

    /// <summary>Takes the next character.</summary>
    /// <param name="c">The character.</param>
    /// <param name="decoded">What the escape stands for, once it is complete.</param>
    /// <returns>False where <paramref name="c"/> cannot continue the escape; it is not taken then.</returns>
    public bool Take(char c, out char? decoded)
    {
        decoded = null;
        if (Length == 1)
        {
            decoded = c switch
            {
                '"' or '\\' or '/' => c,
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => null,
            };
            Length += decoded is null && c != 'u' ? 0 : 1;
            return Length == 2;
        }

        if (!char.IsAsciiHexDigit(c))
        {
            return false;
        }

        _code = (_code << 4) | (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        Length++;
        decoded = Length == 6 ? (char)_code : null;
        return true;
    }
}
