using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Parsing;

/// <summary>YAML 1.2's core schema for plain scalars, which is what JSON Schema tools see.</summary>
internal static class ScalarResolver
{
    public static ScalarKind Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
        ".inf" or ".Inf" or ".INF" or "+.inf" or "-.inf" or ".nan" or ".NaN" or ".NAN" => ScalarKind.Number,
        _ => Numeric(text),
    };

    private static ScalarKind Numeric(string text)
    {
        if (text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'o')
        {
            return AllDigits(text, 2, text[1] == 'x') ? ScalarKind.Number : ScalarKind.String;
        }

        var i = text[0] is '-' or '+' ? 1 : 0;
        var whole = Digits(text, ref i);
        if (whole > 0 && i == text.Length)
        {
            return ScalarKind.Integer;
        }

        var fraction = 0;
        if (i < text.Length && text[i] == '.')
        {
            i++;
            fraction = Digits(text, ref i);
        }

        if (whole + fraction == 0)
        {
            return ScalarKind.String;
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '-' or '+')
            {
                i++;
            }

            if (Digits(text, ref i) == 0)
            {
                return ScalarKind.String;
            }
        }

        return i == text.Length ? ScalarKind.Number : ScalarKind.String;
    }

    private static int Digits(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && text[i] is >= '0' and <= '9')
        {
            i++;
        }

        return i - start;
    }

    private static bool AllDigits(string text, int from, bool hexadecimal)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (!(text[i] is >= '0' and <= '7' || (hexadecimal && (text[i] is >= '8' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F'))))
            {
                return false;
            }
        }

        return true;
    }
}
