using System.Text.Json;
using System.Xml.Linq;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Cli;

public sealed class TestCommandTests : IDisposable
{
    private const string Policy =
        """
        pack: { name: mine, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, ssn, audit-logger] }
        policy:
          pii-detector: { action: redact, exclude: [US_SSN] }
          ssn: { kind: pii-detector, entities: [US_SSN], action: block, when: { environments: [prod] } }
        """;

    private const string Good = """[{"name": "a mail", "input": {"text": "mail ada@corp.example.com"}, "expected": {"verdict": "redact", "output": "mail [EMAIL_ADDRESS]"}}]""";
    private const string Bad = "cases: [{ name: a number, input: { text: ssn 123-45-6789, environment: dev }, expected: { verdict: block } }]";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Test_AllPassed_IsZero()
    {
        Pack(("answers.json", Good));
        var result = await RunAsync();
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(@"answers\.json\n  pass  a mail \([0-9.]+ ms\)\n1 passed, 0 failed\n$", result.Out);
    }

    [Fact]
    public async Task Test_OneFailed_IsOneAndSaysWhere()
    {
        Pack(("a.json", Good), ("b.yaml", Bad));
        var result = await RunAsync();
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Matches(@"  FAIL  a number \([0-9.]+ ms\)\n +\S*b\.yaml\(1,17\)\n +verdict\n +expected: block\n +actual:   allow\n1 passed, 1 failed\n$", result.Out);
    }

    [Fact]
    public async Task Test_SuitesOfTheDocument_AreRunFirst()
    {
        Pack(("a.json", Good));
        _folder.Write("policy-config.yaml", Policy + "\ntesting: { suites: [{ name: numbers, cases: [{ name: one, input: { text: ssn 123-45-6789 }, expected: { verdict: block } }] }] }\n");
        var result = await RunAsync("--json", "--environment", "prod");
        Assert.Equal(0, result.ExitCode);
        var report = JsonElement.Parse(result.Out);
        Assert.Equal(2, report.GetProperty("passed").GetInt32());
        Assert.Equal(["numbers", null], report.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("tests")[0].GetProperty("suite").GetString()));
    }

    [Theory]
    [InlineData("prod", 0)]
    [InlineData("dev", 1)]
    public async Task Test_Environment_ComesFromTheVariable(string environment, int exitCode)
    {
        Pack(("a.yaml", Bad.Replace(", environment: dev", "", StringComparison.Ordinal)));
        var result = await Kt.RunAsync(null, new() { ["KEEPTRUSTS_ENVIRONMENT"] = environment }, ["policy", "test", "--pack-dir", _folder.Location]);
        Assert.Equal(exitCode, result.ExitCode);
    }

    [Fact]
    public async Task Test_JUnit_IsWellFormedAndCounts()
    {
        Pack(("a.json", Good.Replace("a mail", "a \\u0001 <mail> & \\ud83d\\ude00", StringComparison.Ordinal)), ("b.yaml", Bad));
        var report = Path.Combine(_folder.Location, "report.xml");
        var result = await RunAsync("--format", "junit", "--output", report);
        Assert.Equal((1, "", "1 passed, 1 failed"), (result.ExitCode, result.Out, result.Error.Trim()));
        var root = XDocument.Load(report).Root!;
        Assert.Equal(("testsuites", "2", "1"), (root.Name.LocalName, (string?)root.Attribute("tests"), (string?)root.Attribute("failures")));
        Assert.Equal(["a \uFFFD <mail> & 😀", "a number"], root.Descendants("testcase").Select(c => (string?)c.Attribute("name")));
        Assert.Equal("verdict: expected block, not allow", (string?)Assert.Single(root.Descendants("failure")).Attribute("message"));
        Assert.Empty(JUnitSchema.Problems(root.Document!));
    }

    [Theory]
    [InlineData("t.yaml", "cases: [{ name: a, input: { text: a }, expected: { verdict: blocked } }]", "t.yaml(1,61): error KT0005: ")]
    [InlineData("t.json", "[{\"name\": \"a\", \"input\": ", "t.json(1,")]
    [InlineData("t.yml", "{ name: a, input: { text: a }, expected: { verdict: allow, policies: { pii: allow } } }", "t.yml(1,72): error KT5001: ")]
    public async Task Test_BadFile_CouldNot(string name, string text, string error)
    {
        Pack((name, text));
        var result = await RunAsync();
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_NoTests_SaysHowToWriteOne()
    {
        _folder.Write("policy-config.yaml", Policy);
        var result = await RunAsync();
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.StartsWith("There are no tests: add `testing: { suites: [ … ] }` to ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_NoDocument_CouldNot()
    {
        var result = await RunAsync();
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("policy-config.yaml", result.Error, StringComparison.Ordinal);
        Assert.Contains("Check --pack-dir, --file and --output.", result.Error, StringComparison.Ordinal);
    }

    private void Pack(params (string Name, string Text)[] tests)
    {
        _folder.Write("policy-config.yaml", Policy);
        Directory.CreateDirectory(Path.Combine(_folder.Location, "tests"));
        foreach (var (name, text) in tests)
        {
            _folder.Write(Path.Combine("tests", name), text);
        }
    }

    private Task<KtResult> RunAsync(params string[] arguments) => Kt.RunAsync(null, ["policy", "test", "--pack-dir", _folder.Location, .. arguments]);
}
