using System.Text.Json.Nodes;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.Cli;

/// <summary><c>kt policy test|eval|schema</c> as their users run them: the built command, in a folder with files.</summary>
public sealed class PolicyCommandTests : IDisposable
{
    private const string Policy =
        """
        pack: { name: mine, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, ssn, audit-logger] }
        policy:
          pii-detector: { action: redact, exclude: [US_SSN] }
          ssn: { kind: pii-detector, entities: [US_SSN], action: block, when: { environments: [prod] } }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kt-policy-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Test_PackInTheCurrentFolder_PassesAndFails()
    {
        Write("policy-config.yaml", Policy);
        Write("tests/answers.json", """[{"name": "an address", "input": {"text": "hi", "chunks": ["mail ada@co", "rp.example.com"]}, "expected": {"verdict": "redact", "output": "mail [EMAIL_ADDRESS]"}}]""");
        var passed = await KtAsync("policy", "test");
        Assert.Equal((0, ""), (passed.ExitCode, passed.Error));
        Assert.StartsWith("tests/answers.json\n  pass  an address (", passed.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n1 passed, 0 failed\n", passed.Output, StringComparison.Ordinal);

        Write("tests/numbers.yaml", "cases: [{ name: a number, input: { text: ssn 123-45-6789 }, expected: { verdict: allow } }]");
        Assert.Equal(1, (await KtAsync("policy", "test", "--environment", "prod")).ExitCode);
        Assert.Equal(0, (await KtAsync("policy", "test", "--environment", "dev")).ExitCode);

        Write("tests/wrong.yaml", "cases: [{ name: a, input: { text: a }, expected: { verdict: blocked } }]");
        var wrong = await KtAsync("policy", "test");
        Assert.Equal((2, ""), (wrong.ExitCode, wrong.Output));
        Assert.StartsWith("tests/wrong.yaml(1,61): error KT0005: `verdict` must be one of ", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_BothPhases_GiveWhatTheDesignSays()
    {
        Write("policy-config.yaml", Policy);
        Write("cases.jsonl", """{"id":1,"text":"mail ada@corp.example.com","chunks":["mail ada@corp",".example.com"]}""" + "\n" + """{"id":"b","messages":[{"role":"user","content":"ssn 123-45-6789 end"}],"context":{"environment":"prod"}}""" + "\n");
        foreach (var (phase, delivered) in new[] { ("input", null), ("output", """[{"role":"user","content":"ssn "}]""") })
        {
            var result = (await KtAsync("policy", "eval", "--phase", phase, "--environment", "dev", "--input", "cases.jsonl", "--output", "results.jsonl")).MustSucceed();
            Assert.Equal("2 cases: redact 1, block 1", result.Error.Trim());
            var lines = (await File.ReadAllLinesAsync(Path.Combine(_folder.FullName, "results.jsonl"), TestContext.Current.CancellationToken)).Select(l => JsonNode.Parse(l)!).ToArray();
            Assert.Equal("mail [EMAIL_ADDRESS]", (string?)lines[0]["output"]);
            Assert.Equal("block", (string?)lines[1]["verdict"]);
            Assert.Equal(delivered, lines[1]["output"]?.ToJsonString());
            Assert.Equal("/messages/0/content", (string?)lines[1]["policies"]!.AsArray().Single(p => (string?)p!["name"] == "ssn")!["findings"]![0]!["at"]);
        }
    }

    [Fact]
    public async Task Schema_Printed_IsTheCommittedOne()
    {
        var printed = (await KtAsync("policy", "schema")).MustSucceed();
        Assert.Equal((await File.ReadAllTextAsync(Path.Combine(RepositoryPaths.Root, "docs", "policy-config.schema.json"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), printed.Output);
    }

    private Task<CommandResult> KtAsync(params string[] arguments) => Commands.RunAsync(
        "dotnet",
        [RepositoryPaths.HostAssembly, .. arguments],
        _folder.FullName,
        new Dictionary<string, string?> { ["KEEPTRUSTS_ENVIRONMENT"] = null });

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
