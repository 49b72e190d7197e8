namespace Keeptrusts.Policy.Evaluation.Json;

/// <summary>The grammar of JSON's numbers, character by character.</summary>
internal static class JsonNumber
{
    /// <summary>Where a number stands.</summary>
    public enum Part
    {
        /// <summary>No number.</summary>
        None,

        /// <summary>After the sign.</summary>
        Minus,

        /// <summary>A leading zero, complete.</summary>
        Zero,

        /// <summary>Digits, complete.</summary>
        Integer,

        /// <summary>After the decimal point.</summary>
        Point,

        /// <summary>Decimals, complete.</summary>
        Fraction,

        /// <summary>After the <c>e</c>.</summary>
        Exponent,

        /// <summary>After the exponent's sign.</summary>
        ExponentSign,

        /// <summary>Exponent digits, complete.</summary>
        ExponentDigits,
    }

    /// <summary>The next part, or <see cref="Part.None"/> where <paramref name="c"/> cannot continue the number.</summary>
    public static Part Next(Part part, char c) => (part, c) switch
    {
        (Part.None, '-') => Part.Minus,
        (Part.None or Part.Minus, '0') => Part.Zero,
        (Part.None or Part.Minus, >= '1' and <= '9') or (Part.Integer, >= '0' and <= '9') => Part.Integer,
        (Part.Zero or Part.Integer, '.') => Part.Point,
        (Part.Point or Part.Fraction, >= '0' and <= '9') => Part.Fraction,
        (Part.Zero or Part.Integer or Part.Fraction, 'e' or 'E') => Part.Exponent,
        (Part.Exponent, '+' or '-') => Part.ExponentSign,
        (Part.Exponent or Part.ExponentSign or Part.ExponentDigits, >= '0' and <= '9') => Part.ExponentDigits,
        _ => Part.None,
    };

    /// <summary>Whether a number may end here.</summary>
    public static bool IsComplete(Part part) => part is Part.Zero or Part.Integer or Part.Fraction or Part.ExponentDigits;
}
