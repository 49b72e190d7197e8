using System.Text;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Tests.Linting;

/// <summary>Documents that are made, or have happened, to break readers: a clear word with a place, in bounded memory, on a small stack.</summary>
public sealed class UnusualDocumentTests
{
    private const string Pack = "pack: { name: a, version: 1.0.0, enabled: true }\n";
    private const string Whole = Pack + "policies: { chain: [] }\n";
    private const int SmallStack = 256 * 1024;

    private static readonly Dictionary<string, string> Documents = new()
    {
        ["laughs in flow"] = Laughs(i => $"l{i}: &l{i} [{string.Join(", ", Enumerable.Repeat($"*l{i - 1}", 9))}]\n"),
        ["laughs in block"] = Laughs(i => $"l{i}: &l{i}\n" + string.Concat(Enumerable.Repeat($"  - *l{i - 1}\n", 9))),
        ["laughs of mappings"] = Laughs(i => $"l{i}: &l{i} {{{string.Join(", ", Enumerable.Range(0, 9).Select(k => $"k{k}: *l{i - 1}"))}}}\n"),
        ["aliases, 100,000 of a scalar"] = Whole + "x-a: &a text\nx-b:\n" + string.Concat(Enumerable.Repeat("  - *a\n", 100_000)),
        ["aliases of a long list"] = Whole + "x-a: &a [" + string.Join(", ", Enumerable.Range(0, 2000)) + "]\nx-b:\n" + string.Concat(Enumerable.Repeat("  - *a\n", 2000)),
        ["cycle"] = Whole + "x-a: &a { b: *a }\n",
        ["cycle of two"] = Whole + "x-a: &a [&b [*a, *b]]\n",
        ["deep flow lists"] = Whole + "x-a: " + new string('[', 100_000),
        ["deep flow lists, closed"] = Whole + "x-a: " + new string('[', 100_000) + new string(']', 100_000),
        ["deep flow mappings"] = Whole + "x-a: " + string.Concat(Enumerable.Repeat("{a: ", 100_000)),
        ["deep block mappings"] = Whole + "x-a:\n" + Deep(2000, i => new string(' ', i + 1) + "a:\n"),
        ["deep block lists on one line"] = Whole + "x-a: \n" + string.Concat(Enumerable.Repeat("- ", 100_000)),
        ["deep block lists in a mapping"] = Whole + "x-a:\n  " + string.Concat(Enumerable.Repeat("- ", 100_000)) + "x",
        ["deep explicit keys"] = Whole + string.Concat(Enumerable.Repeat("? ", 100_000)),
        ["deep colons"] = Whole + "x-a: " + string.Concat(Enumerable.Repeat(": ", 100_000)),
        ["megabyte line of text"] = Whole + "x-a: " + new string('a', 1_000_000),
        ["megabyte line of blanks"] = Whole + new string(' ', 1_000_000) + "x-a: 1",
        ["megabyte key"] = Whole + new string('k', 1_000_000) + ": 1",
        ["megabyte comment"] = Whole + "# " + new string('c', 1_000_000),
        ["megabyte of quotes"] = Whole + "x-a: " + new string('"', 1_000_001),
        ["megabyte of escapes"] = Whole + "x-a: \"" + string.Concat(Enumerable.Repeat("\\u0041", 160_000)) + "\"",
        ["megabyte of line breaks"] = Whole + new string('\n', 1_000_000),
        ["megabyte of commas"] = Whole + "x-a: [" + new string(',', 1_000_000),
        ["megabyte of tabs"] = Whole + new string('\t', 1_000_000) + "x-a: 1",
        ["megabyte of ampersands"] = Whole + "x-a: " + new string('&', 1_000_000),
        ["megabyte of suppressions"] = Whole + string.Concat(Enumerable.Repeat("# kt-lint-disable KT1009 -- x\n", 30_000)),
        ["100,000 anchors"] = Whole + "x-a: [" + string.Join(", ", Enumerable.Range(0, 60_000).Select(i => $"&a{i} 1")) + "]",
        ["100,000 keys"] = Whole + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"x-{i}: 1\n")),
        ["60,000 unknown keys"] = Whole + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"k{i}: 1\n")),
        ["one key 60,000 times"] = Whole + string.Concat(Enumerable.Repeat("x-a: 1\n", 60_000)),
        ["20,000 chain entries"] = Pack + "policies:\n  chain:\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"    - p{i}\n")),
        ["20,000 blocks"] = Whole + "policy:\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  p{i}: {{ kind: dlp-filter, action: warn, blocked_terms: [t{i}] }}\n")),
        ["unclosed bracket"] = Pack + "policies: { chain: [pii-detector }\n",
        ["unclosed brace at the end"] = Pack + "policies: { chain: []",
        ["unclosed quote"] = Pack + "policies: { chain: [\"a] }\n",
        ["tab indentation"] = Pack + "policies:\n\tchain: []\n",
        ["control character"] = Pack + "policies: { chain: [\u0001] }\n",
        ["lone surrogate"] = Pack + "policies: { chain: [\uD800] }\n",
        ["bytes that are no UTF-8"] = Encoding.UTF8.GetString([.. "pack: { name: caf"u8, 0xE9, .. " }\n"u8]),
        ["UTF-16 read as UTF-8"] = Encoding.UTF8.GetString(Encoding.Unicode.GetBytes(Whole)),
        ["several documents"] = Whole + "---\n" + Whole,
        ["tag"] = Whole + "x-a: !!binary aGk=\n",
        ["tag of a type"] = Whole + "x-a: !System.Diagnostics.Process {}\n",
        ["merge key"] = Whole + "x-a: &a { action: warn }\npolicy: { pii-detector: { <<: *a, entities: [US_SSN] } }\n",
        ["duplicate key"] = Whole + "policies: { chain: [] }\n",
        ["unknown anchor"] = Whole + "x-a: *nowhere\n",
        ["list as key"] = Whole + "? [a, b]\n: 1\n",
        ["empty"] = "",
        ["blank"] = " \n\n",
        ["comment alone"] = "# nothing\n",
        ["byte order mark alone"] = "\uFEFF",
        ["separator alone"] = "---\n",
        ["end marker alone"] = "...\n",
        ["scalar"] = "hello",
        ["list"] = "- a\n- b\n",
        ["directive"] = "%YAML 1.1\n---\n" + Whole,
        ["bad directive"] = "%YAML 9.9\n---\n" + Whole,
    };

    private static readonly Dictionary<string, string> Fine = new()
    {
        ["byte order mark"] = "\uFEFF" + Whole,
        ["CRLF"] = Whole.Replace("\n", "\r\n", StringComparison.Ordinal),
        ["CR alone"] = Whole.Replace('\n', '\r'),
        ["separator before"] = "---\n" + Whole,
        ["end marker after"] = Whole + "...\n",
        ["anchors"] = Pack + "x-teams: &teams [a, b]\npolicies: { chain: [pii-detector] }\npolicy: { pii-detector: { action: redact, when: { teams: *teams } } }\nunreadable: { images: allow, files: allow, audio: allow, remote: allow }\n",
        ["directive of 1.2"] = "%YAML 1.2\n---\n" + Whole,
        ["no last line end"] = Whole.TrimEnd(),
    };

    public static TheoryData<string> Names => [.. Documents.Keys];

    public static TheoryData<string> FineNames => [.. Fine.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Lint_HostileDocument_EndsWithPlacesInBoundedMemory(string name)
    {
        var text = Documents[name];
        var (found, allocated) = OnASmallStack(text);
        var lines = text.Split('\n').Length;
        Assert.All(found, d => Assert.True(d.Span is { Line: >= 1, Column: >= 1 } && d.Span.EndLine <= lines + 1 && (d.Span.EndLine, d.Span.EndColumn).CompareTo((d.Span.Line, d.Span.Column)) > 0, $"{d.Code} {d.Span}"));
        Assert.InRange(allocated, 0, 8_000_000 + (1000L * text.Length));
    }

    [Theory]
    [MemberData(nameof(FineNames))]
    public void Lint_UnusualDocument_IsReadAsItIs(string name) =>
        Assert.Equal([], PolicyEngine.Lint(Fine[name]).Where(d => d.Severity != DiagnosticSeverity.Info).Select(d => $"{d.Code} {d.Message}"));

    [Theory]
    [InlineData("laughs in flow", "KT0009")]
    [InlineData("laughs in block", "KT0009")]
    [InlineData("laughs of mappings", "KT0009")]
    [InlineData("aliases of a long list", "KT0009")]
    [InlineData("cycle", "KT0009")]
    [InlineData("cycle of two", "KT0009")]
    [InlineData("deep flow lists", "KT0009")]
    [InlineData("deep flow lists, closed", "KT0009")]
    [InlineData("deep flow mappings", "KT0009")]
    [InlineData("deep block mappings", "KT0009")]
    [InlineData("deep block lists on one line", "KT0009")]
    [InlineData("deep block lists in a mapping", "KT0009")]
    [InlineData("unclosed bracket", "KT0001")]
    [InlineData("unclosed brace at the end", "KT0001")]
    [InlineData("unclosed quote", "KT0001")]
    [InlineData("tab indentation", "KT0001")]
    [InlineData("control character", "KT0001")]
    [InlineData("lone surrogate", "KT0001")]
    [InlineData("bytes that are no UTF-8", "KT0001")]
    [InlineData("UTF-16 read as UTF-8", "KT0001")]
    [InlineData("several documents", "KT0001")]
    [InlineData("tag", "KT0001")]
    [InlineData("tag of a type", "KT0001")]
    [InlineData("unknown anchor", "KT0001")]
    [InlineData("list as key", "KT0001")]
    [InlineData("merge key", "KT0003")]
    [InlineData("duplicate key", "KT0002")]
    [InlineData("empty", "KT0004")]
    [InlineData("blank", "KT0004")]
    [InlineData("comment alone", "KT0004")]
    [InlineData("byte order mark alone", "KT0004")]
    [InlineData("scalar", "KT0005")]
    [InlineData("list", "KT0005")]
    public void Lint_HostileDocument_SaysWhatItIs(string name, string code) =>
        Assert.Contains(code, PolicyEngine.Lint(Documents[name]).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Code));

    private static (IReadOnlyList<Diagnostic> Found, long Allocated) OnASmallStack(string text)
    {
        (IReadOnlyList<Diagnostic> Found, long Allocated) result = default;
        var thread = new Thread(
            () =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var found = PolicyEngine.Lint(text);
                result = (found, GC.GetAllocatedBytesForCurrentThread() - before);
            },
            SmallStack);
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromMinutes(1)), "does not end");
        return result;
    }

    private static string Laughs(Func<int, string> level) => Whole + "l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n" + string.Concat(Enumerable.Range(1, 12).Select(level));

    private static string Deep(int levels, Func<int, string> line) => string.Concat(Enumerable.Range(0, levels).Select(line));
}
