using System.Text.Json;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.Tests.Cli.Lint;

public sealed class LintCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lint_GoodDocument_IsDoneWithOneLine()
    {
        var file = _folder.Write("p.yaml", LintSamples.Good);
        Assert.Equal(new KtResult(0, $"{file}: no findings\n", ""), await Kt.RunAsync(null, "policy", "lint", "--file", file));
    }

    [Theory]
    [InlineData(LintSamples.Bad, false, 1)]
    [InlineData(LintSamples.Doubtful, false, 0)]
    [InlineData(LintSamples.Doubtful, true, 1)]
    [InlineData(LintSamples.Good, true, 0)]
    public async Task Lint_ExitCode_IsTheSameInEveryFormat(string document, bool strict, int code)
    {
        var file = _folder.Write("p.yaml", document);
        foreach (var format in (string[])["text", "json", "sarif", "github", "junit", "msbuild"])
        {
            Assert.Equal(code, (await Kt.RunAsync(null, ["policy", "lint", "--file", file, "--format", format, .. strict ? ["--strict"] : Array.Empty<string>()])).ExitCode);
        }
    }

    [Fact]
    public async Task Lint_StandardInput_IsRead()
    {
        var result = await Kt.RunAsync(null, [], ["policy", "lint", "--file", "-"], LintSamples.Bad);
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("stdin(4,3): error KT0004: ", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--file", "none.yaml")]
    [InlineData("--file", "none/*.yaml")]
    [InlineData("--env-file", ".env.example")]
    [InlineData("--format", "xml")]
    [InlineData("--explain", "KT9999")]
    public async Task Lint_ThatCannotRun_SaysWhyWithExitCodeTwo(params string[] args)
    {
        var result = await Kt.RunAsync(null, [], ["policy", "lint", .. args, .. args[0] == "--file" ? [] : new[] { "--file", _folder.Write("p.yaml", LintSamples.Good) }]);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.NotEqual("", result.Error);
    }

    [Fact]
    public async Task Lint_Globs_FindFilesInOrderAndEachOnce()
    {
        foreach (var name in (string[])["b.yaml", "a.yaml", "deep/er/c.yaml", "d.txt"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder.Location, name))!);
            _folder.Write(name, LintSamples.Good);
        }

        var glob = Path.Combine(_folder.Location, "**", "*.yaml");
        var files = JsonElement.Parse((await Kt.RunAsync(null, "policy", "lint", "--json", "--file", glob, Path.Combine(_folder.Location, "a.yaml"))).Out);
        Assert.Equal(["a.yaml", "b.yaml", "deep/er/c.yaml"], files.EnumerateArray().Select(f => Path.GetRelativePath(_folder.Location, f.GetProperty("file").GetString()!)));
    }

    [Fact]
    public async Task Lint_OutputFile_HoldsTheReport()
    {
        var file = _folder.Write("p.yaml", LintSamples.Bad);
        var report = Path.Combine(_folder.Location, "report.json");
        var result = await Kt.RunAsync(null, "policy", "lint", "--file", file, "--json", "--output", report);
        Assert.Equal(new KtResult(1, "", $"{file}: 3 errors, 1 warning\n"), result);
        Assert.Equal(3, JsonElement.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken)).GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task Lint_Quiet_ReportsOnlyWhatFails()
    {
        Assert.Equal(new KtResult(0, "", ""), await Kt.RunAsync(null, "policy", "lint", "--quiet", "--file", _folder.Write("p.yaml", LintSamples.Doubtful)));
        var result = await Kt.RunAsync(null, "policy", "lint", "--quiet", "--format", "msbuild", "--file", _folder.Write("p.yaml", LintSamples.Bad));
        Assert.Equal(3, result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Lint_UndeclaredVariable_IsAnErrorUnlessTheEnvironmentHasIt()
    {
        var file = _folder.Write("p.yaml", LintSamples.Good + "\nproviders: { targets: [{ id: a, provider: openai, base_url: 'https://a.example', secret_key_ref: { env: TEAM_KEY } }] }\n");
        var example = _folder.Write(".env.example", "# keys\nexport TEAM_KEY=\n");

        Assert.Equal("KT1001", await CodeAsync([], []));
        Assert.Equal("KT1010", await CodeAsync(new() { ["TEAM_KEY"] = "x" }, []));
        Assert.Equal("KT1010", await CodeAsync([], ["--env-file", example]));
        _folder.Write("p.yaml", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) + "variables: { TEAM_KEY: { from: env } }\n");
        Assert.Null(await CodeAsync([], []));

        async Task<string?> CodeAsync(Dictionary<string, string> environment, string[] more)
        {
            var said = JsonElement.Parse((await Kt.RunAsync(null, environment, ["policy", "lint", "--file", file, "--json", .. more])).Out);
            return said.GetProperty("errors").EnumerateArray().Concat(said.GetProperty("warnings").EnumerateArray()).Select(f => f.GetProperty("code").GetString()).SingleOrDefault();
        }
    }

    [Fact]
    public async Task Lint_KeyInTheDocument_ReachesNoReport()
    {
        const string key = "sk-proj-Zx81mQpLr4TnV7bWcY2dKf9hJgS3aE6uB0oN5iRt";
        var file = _folder.Write("p.yaml", LintSamples.Good + $"\nproviders: {{ targets: [{{ id: a, provider: openai, api_key: {key} }}] }}\n");
        foreach (var format in (string[])["text", "json", "sarif", "github", "junit", "msbuild"])
        {
            var result = await Kt.RunAsync(null, "policy", "lint", "--file", file, "--format", format);
            Assert.Equal(1, result.ExitCode);
            Assert.DoesNotContain(key[8..], result.Out + result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lint_Explain_SaysWhatTheRulesPageSays()
    {
        var result = await Kt.RunAsync(null, "policy", "lint", "--explain", "kt2001");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("KT2001 (error): Soft cap above hard cap\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("# kt-lint-disable KT2001 -- reason", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_ExplainWithoutId_ListsEveryRule()
    {
        var lines = (await Kt.RunAsync(null, "policy", "lint", "--explain")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(RuleCatalog.All.Select(r => r.Id), lines.Select(l => l[..6]));
    }

    [Fact]
    public async Task Lint_SuppressedFinding_IsShownOnlyWithoutIgnores()
    {
        var file = _folder.Write("p.yaml", LintSamples.Doubtful.Replace("action: warn }", "action: warn } # kt-lint-disable KT0011 -- kept for next week", StringComparison.Ordinal));
        Assert.Equal(new KtResult(0, $"{file}: no findings\n", ""), await Kt.RunAsync(null, "policy", "lint", "--strict", "--file", file));
        var shown = await Kt.RunAsync(null, "policy", "lint", "--strict", "--no-ignores", "--format", "msbuild", "--file", file);
        Assert.Equal(1, shown.ExitCode);
        Assert.Contains("(5,3): warning KT0011: ", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_SeveritiesOfTheDocument_Count()
    {
        var raised = _folder.Write("raised.yaml", LintSamples.Doubtful + "lint: { rules: { KT0011: error } }\n");
        Assert.Equal(1, (await Kt.RunAsync(null, "policy", "lint", "--file", raised)).ExitCode);
        var off = _folder.Write("off.yaml", LintSamples.Doubtful + "lint: { rules: { KT0011: off } }\n");
        Assert.Equal(new KtResult(0, $"{off}: no findings\n", ""), await Kt.RunAsync(null, "policy", "lint", "--file", off));
    }

    [Fact]
    public async Task Lint_FileThatIsNotUtf8_SaysWhere()
    {
        var file = _folder.Write("p.yaml", "");
        await File.WriteAllBytesAsync(file, [.. "pack: { name: caf"u8, 0xE9, .. ", version: 1.0.0, enabled: true }\n"u8], TestContext.Current.CancellationToken);
        var result = await Kt.RunAsync(null, "policy", "lint", "--fix", "--file", file, "--format", "msbuild");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"{file}(1,18): error KT0001: the file is not UTF-8", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_FixOfStandardInput_IsRefused() =>
        Assert.Equal(
            new KtResult(2, "", "--fix repairs files; standard input is none. Give --file a path.\n"),
            await Kt.RunAsync(null, [], ["policy", "lint", "--fix", "--file", "-"], LintSamples.Good));

    [Fact]
    public async Task Lint_OutputThatIsADocument_IsRefusedAndLosesNothing()
    {
        var file = _folder.Write("p.yaml", LintSamples.Bad);
        var result = await Kt.RunAsync(null, "policy", "lint", "--file", file, "--output", file);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("would replace it", result.Error, StringComparison.Ordinal);
        Assert.Equal(LintSamples.Bad, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Lint_Folder_IsRefusedWithAWayOut()
    {
        var result = await Kt.RunAsync(null, "policy", "lint", "--file", _folder.Location);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is a folder", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_Fix_RepairsBehindALinkAndKeepsPermissions()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links and modes of Unix.");
            return;
        }

        var file = _folder.Write("real.yaml", "pack: { name: t, version: 1.0.0, enabled: true }\npolicies: { chain: [audit-logger, p] } # all\npolicy: { p: { kind: pii-detector, action: redact } }\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var link = Path.Combine(_folder.Location, "link.yaml");
        File.CreateSymbolicLink(link, file);

        Assert.Equal(0, (await Kt.RunAsync(null, "policy", "lint", "--fix", "--file", link)).ExitCode);

        Assert.Equal(file, new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Contains("chain: [p, audit-logger] } # all\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_KeyInTheChain_ReachesNoReport()
    {
        const string key = "sk-proj-Zx81mQpLr4TnV7bWcY2dKf9hJgS3aE6uB0oN5iRt";
        var file = _folder.Write("p.yaml", $"pack: {{ name: t, version: 1.0.0, enabled: true }}\npolicies: {{ chain: ['{key}'] }}\n");
        Assert.DoesNotContain(key[8..], (await Kt.RunAsync(null, "policy", "lint", "--json", "--file", file)).Out, StringComparison.Ordinal);
    }
}
