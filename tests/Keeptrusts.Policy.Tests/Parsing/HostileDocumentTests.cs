using System.Diagnostics;
using CsCheck;
using Keeptrusts.Policy.Tests.Cases;

namespace Keeptrusts.Policy.Tests.Parsing;

public sealed class HostileDocumentTests
{
    // Generous, for busy machines: what it guards against takes minutes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string[] Snippets =
    [
        "[", "]", "{", "}", ": ", "- ", "\n", "\t", "  ", "&a ", "*a", "\"", "'", "#", "|\n", ">\n", "---\n", "...\n", "? ", "!t ", "%", "@", "`", ",", "\0", "\ud800", "\uFEFF", "~", "<<: ",
        "null", "true", "1e999999999", "-.inf", "99999999999999999999999999999", "0x", "\r", "\u2028", "é",
    ];

    private static readonly string[] Seeds =
        [.. new[] { "good", "policies", "targets" }.SelectMany(DocumentCase.Read).Select(c => c.Yaml)];

    public static TheoryData<string> Bombs() => new()
    {
        new string('[', 100_000),
        string.Concat(Enumerable.Repeat("{a: ", 100_000)),
        string.Concat(Enumerable.Repeat("- ", 100_000)),
        string.Concat(Enumerable.Repeat("[\n", 100_000)),
        string.Concat(Enumerable.Range(0, 2_000).Select(i => new string(' ', i) + "a:\n")),
        new string('a', 3_000_000),
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Load_Bomb_IsOneErrorQuickly(string bomb)
    {
        var watch = Stopwatch.StartNew();
        var only = Assert.Single(PolicyEngine.Load(bomb).Diagnostics);
        Assert.Equal("KT0009", only.Code);
        Assert.True(watch.Elapsed < Patience, $"took {watch.Elapsed}");
    }

    [Fact]
    public void Load_ManyUnknownKeys_TakesLinearTime()
    {
        var keys = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"f{i}: 1\n"));
        var watch = Stopwatch.StartNew();
        Assert.Equal(30_000, PolicyEngine.Load(keys).Diagnostics.Count(d => d.Code == "KT0003"));
        Assert.True(watch.Elapsed < Patience, $"took {watch.Elapsed}");
    }

    [Fact]
    public void Load_ManyEntriesAndManyBlocksThatMissEachOther_TakesLinearTime()
    {
        var names = Enumerable.Range(0, 15_000).Select(i => $"p{i}");
        var blocks = Enumerable.Range(0, 1_000).Select(i => $"\n  a-block-with-a-name-that-is-long-{i:D6}: {{ kind: audit-logger, retention_days: 9 }}");
        var watch = Stopwatch.StartNew();
        var loaded = PolicyEngine.Load($"pack: {{ name: a, version: 1.0.0, enabled: true }}\npolicies: {{ chain: [{string.Join(",", names)}] }}\npolicy:{string.Concat(blocks)}\n");
        Assert.Equal(15_000, loaded.Diagnostics.Count(d => d.Code == "KT0007"));
        Assert.True(watch.Elapsed < Patience, $"took {watch.Elapsed}");
    }

    [Theory]
    [InlineData("a\u0001b: c", "the character U+0001 is not allowed in YAML", 2)]
    [InlineData("a: \0", "the character U+0000 is not allowed in YAML", 4)]
    public void Load_ForbiddenCharacter_IsNamedByNumber(string yaml, string message, int column)
    {
        var only = Assert.Single(PolicyEngine.Load(yaml).Diagnostics);
        Assert.Equal(("KT0001", message, column), (only.Code, only.Message, only.Span.Column));
    }

    [Fact]
    public void Load_HalfASurrogatePair_IsNamedByNumber() =>
        Assert.Equal("the character U+D800 is not allowed in YAML", Assert.Single(PolicyEngine.Load("a: \ud800b").Diagnostics).Message);

    [Fact]
    public void Load_NestedComplexKeys_AreOneErrorQuickly() =>
        Assert.Equal("KT0001", Assert.Single(PolicyEngine.Load(string.Concat(Enumerable.Repeat("? ", 100_000))).Diagnostics).Code);

    [Fact]
    public void Load_LongDocument_IsFast()
    {
        var yaml = "pack: { name: a, version: 1.0.0, enabled: true }\npolicies:\n  chain:\n"
            + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"    - p{i}\n"))
            + "policy:\n"
            + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"  p{i}:\n    kind: model-allowlist\n    allow: [m]\n    when:\n      teams: [t{i}]\n"));
        var watch = Stopwatch.StartNew();
        var result = PolicyEngine.Load(yaml);
        Assert.Empty(result.Diagnostics);
        Assert.True(watch.Elapsed < Patience, $"took {watch.Elapsed}");
    }

    [Fact]
    public void Load_AnyMutation_NeverThrowsAndPlacesEveryFinding() =>
        Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Int[0, 3], Gen.Double.Unit, Gen.Int[0, Snippets.Length - 1], Gen.Int[0, 20]).Array[1, 4])
            .Sample((seed, edits) => Inspect(edits.Aggregate(Seeds[seed], Mutate)), iter: 4_000);

    [Fact]
    public void Load_AnyTruncation_NeverThrows()
    {
        foreach (var seed in Seeds)
        {
            for (var length = 0; length < seed.Length; length += 7)
            {
                Inspect(seed[..length]);
            }
        }
    }

    private static string Mutate(string text, (int How, double Where, int Snippet, int Count) edit)
    {
        var at = (int)(edit.Where * text.Length);
        var count = Math.Min(edit.Count, text.Length - at);
        return edit.How switch
        {
            0 => text.Insert(at, Snippets[edit.Snippet]),
            1 => text.Remove(at, count),
            2 => text.Insert(at, text.Substring(at, count)),
            _ => text.Remove(at, Math.Min(1, count)).Insert(at, Snippets[edit.Snippet]),
        };
    }

    private static void Inspect(string yaml)
    {
        var result = PolicyEngine.Load(yaml);
        var lines = yaml.Split('\n').Length + yaml.Count(c => c == '\r') + 1;
        foreach (var d in result.Diagnostics)
        {
            Assert.InRange(d.Span.Line, 1, lines);
            Assert.True(d.Span.EndLine > d.Span.Line || (d.Span.EndLine == d.Span.Line && d.Span.EndColumn > d.Span.Column), $"empty span {d.Span}");
            Assert.True(d.Span.Column >= 1);
        }

        Assert.Equal(result.Plan is null, result.Diagnostics.Any(d => d.Severity == Policy.Diagnostics.DiagnosticSeverity.Error));
    }
}
