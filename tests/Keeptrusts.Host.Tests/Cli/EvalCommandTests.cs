using System.Text.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Cli;

public sealed class EvalCommandTests : IDisposable
{
    private const string Policy =
        """
        pack: { name: mine, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy:
          pii-detector: { action: redact }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Eval_ManyLines_KeepTheirOrder()
    {
        var file = _folder.Write("p.yaml", Policy);
        var input = string.Concat(Enumerable.Range(0, 3000).Select(i => $$"""{"id":{{i}},"text":"mail ada{{i}}@corp.example.com"}""" + "\n"));
        var result = await Kt.RunAsync(null, [], ["policy", "eval", "--file", file, "--phase", "input"], input);
        Assert.Equal((0, "3000 cases: redact 3000"), (result.ExitCode, result.Error.Trim()));
        var lines = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l)).ToList();
        Assert.Equal(Enumerable.Range(0, 3000), lines.Select(l => l.GetProperty("id").GetInt32()));
        Assert.All(lines, l => Assert.Equal("mail [EMAIL_ADDRESS]", l.GetProperty("output").GetString()));
    }

    [Fact]
    public async Task Eval_Files_AreReadAndWritten()
    {
        var file = _folder.Write("p.yaml", Policy);
        var cases = _folder.Write("cases.jsonl", """{"id":"a","text":"nothing"}""" + "\r\n\n");
        var results = Path.Combine(_folder.Location, "results.jsonl");
        var result = await Kt.RunAsync(null, "policy", "eval", "--file", file, "--phase", "output", "--input", cases, "--output", results, "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Out));
        Assert.Equal(1, JsonElement.Parse(result.Error).GetProperty("allow").GetInt32());
        Assert.Equal("allow", JsonElement.Parse(Assert.Single(await File.ReadAllLinesAsync(results))).GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Eval_MalformedLine_IsNamedByNumberAndTheRestIsJudged()
    {
        var file = _folder.Write("p.yaml", Policy);
        var result = await Kt.RunAsync(null, [], ["policy", "eval", "--file", file, "--phase", "input"], "secret words\n{\"id\":1,\"text\":\"x\"}\n");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("line 1: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", result.Error, StringComparison.Ordinal);
        Assert.Contains("\"id\":1", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_DocumentThatDoesNotLoad_CouldNot()
    {
        var file = _folder.Write("p.yaml", Policy.Replace("redact", "redct", StringComparison.Ordinal));
        var result = await Kt.RunAsync(null, "policy", "eval", "--file", file, "--phase", "input");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"{file}(4,", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_MissingFile_CouldNot() => Assert.Equal(2, (await Kt.RunAsync(null, "policy", "eval", "--file", "none.yaml", "--phase", "input")).ExitCode);
}
