using System.Text;

namespace Keeptrusts.Testing.Texts;

/// <summary>Texts of several kinds, the same in every run. The prose was written for this project; the rest is made up by a fixed seed.</summary>
public static class SampleTexts
{
    private static readonly Lazy<string> ProseText = new(ReadProse);

    /// <summary>Ordinary English prose, about 4,500 characters.</summary>
    public static string Prose => ProseText.Value;

    /// <summary>Kinds of text and a text of each, about as long as asked for.</summary>
    public static IReadOnlyList<(string Kind, string Text)> Kinds(int length) =>
    [
        ("prose", Repeat(Prose, length)),
        ("source", Many(length, Source)),
        ("json", Many(length, Json)),
        ("digits", Many(length, Digits)),
        ("base64", Many(length, Base64)),
        ("personal", Many(length, Personal)),
    ];

    private static string ReadProse()
    {
        using var stream = typeof(SampleTexts).Assembly.GetManifestResourceStream("prose.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Repeat(string text, int length) => string.Concat(Enumerable.Repeat(text, (length / text.Length) + 1))[..length];

    private static string Many(int length, Func<Random, string> piece)
    {
        var random = new Random(20261124);
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(piece(random));
        }

        return text.ToString(0, length);
    }

    private static string Source(Random random)
    {
        string[] names = ["order", "customer", "index", "buffer", "result", "options", "count", "items", "reader", "token", "next", "state"];
        string Name() => names[random.Next(names.Length)];
        return random.Next(5) switch
        {
            0 => $"    private readonly Dictionary<string, {char.ToUpperInvariant(Name()[0])}{Name()[1..]}> _{Name()} = new(StringComparer.Ordinal);\n",
            1 => $"        if ({Name()}.Length > {random.Next(4096)} && !{Name()}.TryGet{Name()}(out var {Name()}))\n        {{\n            return {Name()};\n        }}\n\n",
            2 => $"        for (var i = 0; i < {Name()}.Count; i++)\n        {{\n            {Name()}[i] = {Name()}({Name()}, 0x{random.Next():x8}); // {Name()} first, then {Name()}\n        }}\n",
            3 => $"    /// <summary>Reads the {Name()} of a {Name()}; see https://example.org/docs/{Name()}/v{random.Next(9)}.{random.Next(20)}.{random.Next(20)}#{Name()}.</summary>\n",
            _ => $"        var {Name()} = await {Name()}.Get{Name()}Async(\"{Name()}-{random.Next(10_000)}\", cancellation);\n",
        };
    }

    private static string Json(Random random) =>
        $$"""{"id":"{{random.NextInt64():x16}}","price":{{random.Next(100_000) / 100.0:0.00}},"tags":["new","sale","size-{{random.Next(60)}}"],"at":"2026-{{random.Next(1, 13):00}}-{{random.Next(1, 29):00}}T{{random.Next(24):00}}:{{random.Next(60):00}}:{{random.Next(60):00}}.{{random.Next(1000):000}}Z","ok":true,"count":{{random.Next(100_000)}},"note":"{{Word(random)}} {{Word(random)}} {{Word(random)}}"},"""
        + (random.Next(4) == 0 ? "\n" : "");

    private static string Digits(Random random)
    {
        var length = 1 + random.Next(16);
        var number = string.Concat(Enumerable.Range(0, length).Select(_ => (char)('0' + random.Next(10))));
        return number + " -./,"[random.Next(8) < 4 ? 0 : random.Next(5)];
    }

    private static string Base64(Random random)
    {
        var bytes = new byte[20 + random.Next(400)];
        random.NextBytes(bytes);
        return Convert.ToBase64String(bytes) + (random.Next(2) == 0 ? "\n" : " ");
    }

    private static string Personal(Random random) => random.Next(4) switch
    {
        0 => $"Please write to {Word(random)}.{Word(random)}@{Word(random)}.com before {random.Next(1, 29)} May. ",
        1 => $"She paid with 4111 1111 1111 1111 and signed as {Word(random)}. ",
        2 => $"Call me at (212) 555-01{random.Next(10, 99)}, or ask {Word(random)} for it. ",
        _ => $"The {Word(random)} has the number {random.Next(100, 665)}-{random.Next(10, 99)}-{random.Next(1000, 9999)} in the file. ",
    };

    private static string Word(Random random)
    {
        string[] words = ["harbour", "anna", "well", "island", "petersen", "report", "summer", "council", "water", "chapel", "spring", "north"];
        return words[random.Next(words.Length)];
    }
}
