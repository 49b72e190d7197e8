using System.Text;

namespace Keeptrusts.Gateway.Middleware.Tests.Wire;

/// <summary>Random strings and JSON, the same for the same seed.</summary>
internal static class RandomTexts
{
    /// <summary>A string of whole code points.</summary>
    public static string Valid(Random random, string alphabet, int most)
    {
        var runes = alphabet.EnumerateRunes().ToArray();
        return string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => runes[random.Next(runes.Length)]));
    }

    public static string Blank(Random random) => random.Next(3) == 0 ? " \t\r\n"[..random.Next(5)] : "";

    /// <summary>A JSON value with whitespace where it may stand.</summary>
    public static string Json(Random random, int depth)
    {
        var text = new StringBuilder(Blank(random));
        switch (random.Next(depth <= 0 ? 3 : 5))
        {
            case 0:
                text.Append(random.Next(-1000, 100000));
                break;
            case 1:
                text.Append(random.Next(3) switch { 0 => "null", 1 => "true", _ => "false" });
                break;
            case 2:
                text.Append('"').Append(Valid(random, "ab/~é😀", 6)).Append('"');
                break;
            case 3:
                text.Append('[').AppendJoin(',', Enumerable.Range(0, random.Next(4)).Select(_ => Json(random, depth - 1))).Append(Blank(random)).Append(']');
                break;
            default:
                var names = Enumerable.Range(0, random.Next(4)).Select(i => Blank(random) + "\"" + Valid(random, "a/~é", 3) + i + "\"" + Blank(random) + ":" + Json(random, depth - 1));
                text.Append('{').AppendJoin(',', names).Append(Blank(random)).Append('}');
                break;
        }

        return text.Append(Blank(random)).ToString();
    }
}
