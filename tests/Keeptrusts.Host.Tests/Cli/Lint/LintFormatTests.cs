using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Cli.Lint;

public sealed partial class LintFormatTests : IDisposable
{
    private static readonly string[] Found = ["error KT0004 4:3", "error KT2001 5:67", "warning KT0011 6:3", "error KT1001 8:102"];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Text_Findings_StandWithLineCaretAndHelp()
    {
        var file = _folder.Write("p.yaml", LintSamples.Bad);
        var text = (await Kt.RunAsync(null, "policy", "lint", "--file", file)).Out;
        Assert.StartsWith(
            $$"""
            {{file}}(4,3): error KT0004: `policy.pii-detector` needs `action`
              4 |   pii-detector: {}
                |   ^^^^^^^^^^^^
              help: add `action`: one of `warn`, `redact`, `block`, `escalate`

            {{file}}(5,67): error KT2001: the soft cap 60 is above the hard cap 50, so it can never warn
              5 |   cost-cap: { budgets: [{ scope: team, window: day, soft_cap_usd: 60, hard_cap_usd: 50 }] }
                |                                                                   ^^
              related: {{file}}(5,85): the hard cap
              5 |   cost-cap: { budgets: [{ scope: team, window: day, soft_cap_usd: 60, hard_cap_usd: 50 }] }
                |                                                                                     ^^
              help: set `soft_cap_usd` below 50

            """,
            text,
            StringComparison.Ordinal);
        Assert.EndsWith($"\n{file}: 3 errors, 1 warning\n", text, StringComparison.Ordinal);
        Assert.Equal(Found, Lines(text));
    }

    [Fact]
    public async Task Text_LongLine_IsCutAroundThePlace()
    {
        var document = $$"""{"x-note": "{{new string('n', 500)}}", "pack": {"name": "a", "version": "1.0.0", "enabled": true}, "policies": {"chain": []}, "polcy": {}, "x-more": "{{new string('m', 500)}}"}""";
        var lines = (await Kt.RunAsync(null, "policy", "lint", "--file", _folder.Write("p.yaml", document))).Out.Split('\n');
        var under = lines[2].IndexOf('^', StringComparison.Ordinal);
        Assert.Equal("\"polcy\"", lines[1][under..(lines[2].LastIndexOf('^') + 1)]);
        Assert.InRange(lines[1].Length, 100, 170);
    }

    [Fact]
    public async Task Json_OneFile_IsTheObjectOfTheContract()
    {
        var file = _folder.Write("p.yaml", LintSamples.Bad);
        var json = JsonElement.Parse((await Kt.RunAsync(null, "policy", "lint", "--file", file, "--json")).Out);
        Assert.Equal(["valid", "file", "pack", "chain", "policy_count", "errors", "warnings", "infos"], json.EnumerateObject().Select(p => p.Name));
        Assert.False(json.GetProperty("valid").GetBoolean());
        Assert.Equal(file, json.GetProperty("file").GetString());
        Assert.Equal(("search", "1.0.0"), (json.GetProperty("pack").GetProperty("name").GetString(), json.GetProperty("pack").GetProperty("version").GetString()));
        Assert.Equal(["pii-detector", "cost-cap", "audit-logger"], json.GetProperty("chain").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(4, json.GetProperty("policy_count").GetInt32());
        var first = json.GetProperty("errors")[0];
        Assert.Equal(
            """{"code":"KT0004","severity":"error","path":"policy.pii-detector.action","line":4,"column":3,"end_line":4,"end_column":15,"message":"`policy.pii-detector` needs `action`","suggestion":"add `action`: one of `warn`, `redact`, `block`, `escalate`","help_uri":"https://github.com/keeptrusts/keeptrusts/blob/main/docs/rules/KT0004.md","related":[]}""",
            JsonSerializer.Serialize(first, Plain));
        Assert.Equal(Found.Order(), Findings(json).Order());
    }

    [Fact]
    public async Task Json_SeveralFiles_IsAnArray()
    {
        var json = JsonElement.Parse((await Kt.RunAsync(null, "policy", "lint", "--json", "--file", _folder.Write("a.yaml", LintSamples.Good), "--file", _folder.Write("b.yaml", "pack: ["))).Out);
        Assert.Equal([true, false], json.EnumerateArray().Select(f => f.GetProperty("valid").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, json[1].GetProperty("pack").GetProperty("name").ValueKind);
    }

    [Fact]
    public async Task Sarif_Findings_HaveRulesRegionsAndStableFingerprints()
    {
        var file = _folder.Write("p q.yaml", LintSamples.Bad);
        var json = JsonElement.Parse((await Kt.RunAsync(null, "policy", "lint", "--file", file, "--format", "sarif")).Out);
        Assert.Equal("2.1.0", json.GetProperty("version").GetString());
        var run = json.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();
        Assert.All(rules, r => Assert.True(r.GetProperty("shortDescription").GetProperty("text").GetString() is { Length: > 6 } && Uri.IsWellFormedUriString(r.GetProperty("helpUri").GetString(), UriKind.Absolute)));
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.All(results, r => Assert.Equal(r.GetProperty("ruleId").GetString(), rules[r.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));
        Assert.All(results, r => Assert.EndsWith("p%20q.yaml", r.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal));
        Assert.Equal(Found, results.Select(r =>
        {
            var region = r.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
            Assert.True(region.GetProperty("endLine").GetInt32() > 0 && region.GetProperty("endColumn").GetInt32() > region.GetProperty("startColumn").GetInt32());
            return $"{r.GetProperty("level").GetString()} {r.GetProperty("ruleId").GetString()} {region.GetProperty("startLine").GetInt32()}:{region.GetProperty("startColumn").GetInt32()}";
        }));

        _folder.Write("p q.yaml", "# moved down\n\n" + LintSamples.Bad);
        var moved = JsonElement.Parse((await Kt.RunAsync(null, "policy", "lint", "--file", file, "--format", "sarif")).Out);
        Assert.Equal(Prints(results), Prints(moved.GetProperty("runs")[0].GetProperty("results").EnumerateArray()));
        Assert.Equal(4, Prints(results).Distinct().Count());
    }

    [Fact]
    public async Task GitHub_Findings_AreEscapedCommands()
    {
        var file = _folder.Write("a,b.yaml", LintSamples.Bad);
        var lines = (await Kt.RunAsync(null, "policy", "lint", "--file", file, "--format", "github")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"::error file={file.Replace(",", "%2C", StringComparison.Ordinal)},line=4,endLine=4,col=3,endColumn=15,title=KT0004::`policy.pii-detector` needs `action`%0Ahelp: add `action`: one of `warn`, `redact`, `block`, `escalate`", lines[0]);
        Assert.Equal(Found, lines.Select(l => GitHubLine().Replace(l, "$1 $4 $2:$3")));
    }

    [Fact]
    public async Task MsBuild_Findings_AreOneLineEach()
    {
        var file = _folder.Write("p.yaml", LintSamples.Bad);
        var text = (await Kt.RunAsync(null, "policy", "lint", "--file", file, "--format", "msbuild")).Out;
        Assert.Equal(Found, Lines(text));
        Assert.Equal(4, text.Count(c => c == '\n'));
    }

    [Fact]
    public async Task JUnit_Findings_FailAsTheRunDoes()
    {
        var file = _folder.Write("p.yaml", LintSamples.Bad);
        var good = _folder.Write("q.yaml", LintSamples.Good);
        var report = XDocument.Parse((await Kt.RunAsync(null, "policy", "lint", "--file", file, "--file", good, "--format", "junit")).Out);
        Assert.Empty(JUnitSchema.Problems(report));
        Assert.Equal(("5", "3"), ((string?)report.Root!.Attribute("tests"), (string?)report.Root.Attribute("failures")));
        var cases = report.Descendants("testcase").ToList();
        Assert.Equal(Found, cases.Take(4).Select(c => JUnitName().Replace((string)c.Attribute("name")!, "$1 $2 $3:$4")));
        Assert.Equal([true, true, false, true, false], cases.Select(c => c.Element("failure") is not null));
    }

    private static IEnumerable<string> Lines(string text) => CompilerLine().Matches(text).Select(m => $"{m.Groups[3].Value} {m.Groups[4].Value} {m.Groups[1].Value}:{m.Groups[2].Value}");

    private static IEnumerable<string> Findings(JsonElement file) => new[] { "errors", "warnings", "infos" }.SelectMany(list => file.GetProperty(list).EnumerateArray())
        .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.GetProperty("severity").GetString()} {f.GetProperty("code").GetString()} {f.GetProperty("line").GetInt32()}:{f.GetProperty("column").GetInt32()}"));

    private static List<string?> Prints(IEnumerable<JsonElement> results) => [.. results.Select(r => r.GetProperty("partialFingerprints").GetProperty("keeptrustsPath/v1").GetString())];

    [GeneratedRegex(@"^\S+\(([0-9]+),([0-9]+)\): (error|warning|info) (KT[0-9]{4}): ", RegexOptions.Multiline)]
    private static partial Regex CompilerLine();

    [GeneratedRegex("^::(error|warning|notice) file=.*?,line=([0-9]+),endLine=[0-9]+,col=([0-9]+),endColumn=[0-9]+,title=(KT[0-9]{4})::.*$")]
    private static partial Regex GitHubLine();

    [GeneratedRegex(@"^(\w+) (KT[0-9]{4}) \(([0-9]+),([0-9]+)\): .*$")]
    private static partial Regex JUnitName();
}
