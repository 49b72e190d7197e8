using System.Text;
using System.Text.RegularExpressions;
using Keeptrusts.Policy.Text.Automata;

namespace Keeptrusts.Policy.Tests.Text.Patterns;

public sealed class PatternTests
{
    private const string Alphabet = "ab1-. é\n";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 100)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Automaton_RandomPattern_AcceptsWhatDotNetAccepts(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 5; round++)
        {
            var pattern = Pattern(random, 2);
            var (node, error) = PatternReader.Read(pattern);
            if (node is null)
            {
                Assert.Contains("states", error!.Message, StringComparison.Ordinal);
                continue;
            }

            var machine = new SinglePattern(node);
            var expected = new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant);
            foreach (var text in Texts(random))
            {
                Assert.True(expected.IsMatch(text) == machine.Accepts(text, 0, text.Length), $"pattern {pattern} on `{text}`");
                var (dead, reachable) = machine.Liveness(text, Alphabet + "\u0600z0_A");
                Assert.True(dead != reachable, $"pattern {pattern} after `{text}`");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Machine_PatternWithAnchors_AcceptsTheSpansThatDotNetAccepts(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 4; round++)
        {
            var pattern = string.Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Anchor(random) + Atom(random, 1))) + End(random);
            if (PatternReader.Read(pattern).Node is not { } node)
            {
                continue;
            }

            var machine = new SinglePattern(node);
            var text = string.Concat(Enumerable.Range(0, 1 + random.Next(6)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            for (var start = 0; start < text.Length; start++)
            {
                for (var end = start; end <= text.Length; end++)
                {
                    var expected = Regex.IsMatch(text, $@"\A(?s:.{{{start}}})(?:{pattern})(?s:.{{{text.Length - end}}})\z", RegexOptions.CultureInvariant);
                    Assert.True(expected == machine.Accepts(text, start, end), $"pattern {pattern} on `{text}` from {start} to {end}: expected {expected}");
                }
            }
        }
    }

    [Theory]
    [InlineData("a{2,1}", 1, "swap")]
    [InlineData("a*?", 2, "lazy")]
    [InlineData("a++", 2, "possessive")]
    [InlineData("a**", 2, "quantifier follows a quantifier")]
    [InlineData("(?=a)", 0, "lookahead")]
    [InlineData("(?<!a)b", 0, "lookbehind")]
    [InlineData("(?<n>a)", 0, "named group")]
    [InlineData("(?>a)", 0, "atomic")]
    [InlineData("(?i)a", 0, "inline option")]
    [InlineData(@"(a)\1", 3, "backreference")]
    [InlineData(@"\p{L}", 0, "category")]
    [InlineData(@"a\Gb", 1, "anchor")]
    [InlineData(@"a\b+", 3, "anchor cannot be repeated")]
    [InlineData("(a", 0, "never closed")]
    [InlineData("a)", 1, "closes nothing")]
    [InlineData("[a", 0, "never closed")]
    [InlineData("[b-a]", 1, "backwards")]
    [InlineData("[a-z-[b]]", 5, "subtraction")]
    [InlineData("*a", 0, "follows nothing")]
    [InlineData("a{x}", 1, "starts no repeat")]
    [InlineData("a\\", 1, "ends in")]
    [InlineData(@"\x1", 0, "hexadecimal")]
    [InlineData("a{1001}", 1, "1000")]
    [InlineData("(?:a{1000}){60}", 0, "too many states")]
    public void Compile_UnsupportedSyntax_IsNamed(string pattern, int position, string words)
    {
        var (node, error) = PatternReader.Read(pattern);
        Assert.Null(node);
        Assert.Equal(position, error!.Position);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_DeepNesting_IsRefused() =>
        Assert.Contains("nest", PatternReader.Read(new string('(', 100_000)).Error!.Message, StringComparison.Ordinal);

    private static IEnumerable<string> Texts(Random random)
    {
        yield return "";
        for (var i = 0; i < 40; i++)
        {
            yield return string.Concat(Enumerable.Range(0, 1 + random.Next(7)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
        }
    }

    private static string Pattern(Random random, int depth)
    {
        var pattern = new StringBuilder();
        for (var i = random.Next(4); i >= 0; i--)
        {
            pattern.Append(Atom(random, depth)).Append(random.Next(8) switch
            {
                0 => "?",
                1 => "*",
                2 => "+",
                3 => "{2}",
                4 => "{1,3}",
                5 => "{0,2}",
                _ => "",
            });
        }

        return random.Next(4) == 0 ? $"{pattern}|{Atom(random, depth)}" : pattern.ToString();
    }

    private static string Anchor(Random random) => random.Next(8) switch { 0 => @"\b", 1 => @"\B", 2 => "^", 3 => @"\A", _ => "" };

    private static string End(Random random) => random.Next(6) switch { 0 => "$", 1 => @"\z", 2 => @"\Z", 3 => @"\b", _ => "" };

    private static string Atom(Random random, int depth) => random.Next(depth > 0 ? 12 : 9) switch
    {
        0 => "a",
        1 => "b",
        2 => @"\d",
        3 => "[ab]",
        4 => "[^a]",
        5 => ".",
        6 => @"[\w-]",
        7 => @"\.",
        8 => @"[a-c\s]",
        9 => $"({Pattern(random, depth - 1)})",
        _ => $"(?:{Pattern(random, depth - 1)})",
    };
}
