using System.Text.Json;
using System.Text.RegularExpressions;

namespace Keeptrusts.Analyzers.Tests.Package;

/// <summary>Real builds of projects that install the package. Each costs seconds, so they share what they can.</summary>
[Collection(nameof(PackedPackage))]
public sealed partial class ConsumerBuildTests(PackedPackage package)
{
    private const string Net = "<TargetFramework>net10.0</TargetFramework>";

    [Fact]
    public async Task Solution_OfAllKinds_SaysEachFindingOnceAndAgainWhenNothingChanged()
    {
        ConsumerSolution.Write(package);

        // Several projects at once: for two frameworks and referred to, C# with and without sources, F#, Visual Basic; and a C# rule, which only a
        // compiler that could load the analyzers reports.
        var first = await package.BuildAsync(ConsumerSolution.File, "-m");
        Assert.Equal(ConsumerSolution.Findings, first.Findings);
        Assert.NotEqual(0, first.ExitCode);

        var second = await package.BuildAsync(ConsumerSolution.File, "-m", "--no-restore", "-flp:verbosity=detailed;logfile=second.log");
        Assert.Equal(ConsumerSolution.Findings, second.Findings);
        var log = package.Read("second.log");
        Assert.Equal(ConsumerSolution.Documents, NotChanged().Matches(log).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(".yaml: linted", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Project_ThatIsMended_BuildsCleanAndIsQuiet()
    {
        package.Project("mended/mended.csproj", Net);
        package.Write("mended/policy-config.yaml", PolicySamples.CapsReversed);
        string[] wrong = ["policy-config.yaml 4,67 error KT2001"];
        Assert.Equal(wrong, (await package.BuildAsync("mended")).Findings);

        // A new time is no change.
        File.SetLastWriteTimeUtc(Path.Combine(package.Folder, "mended/policy-config.yaml"), DateTime.UnixEpoch.AddYears(90));
        var touched = await package.BuildAsync("mended", "--no-restore", "-v:d");
        Assert.Equal(wrong, touched.Findings);
        Assert.Contains("policy-config.yaml: not changed", touched.Output, StringComparison.Ordinal);

        // From the start: what lint remembers is forgotten.
        var anew = await package.BuildAsync("mended", "--no-restore", "--no-incremental", "-v:d");
        Assert.Equal(wrong, anew.Findings);
        Assert.Contains("policy-config.yaml: linted", anew.Output, StringComparison.Ordinal);
        Assert.False(package.Exists("mended/bin/Debug/net10.0/mended.dll"));

        package.Write("mended/policy-config.yaml", PolicySamples.CapsReversed.Replace("60", "40", StringComparison.Ordinal));
        var clean = await package.BuildAsync("mended", "--no-restore");
        Assert.Empty(clean.Findings);
        Assert.Equal(0, clean.ExitCode);
        Assert.True(package.Exists("mended/bin/Debug/net10.0/mended.dll"));
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(package.Folder, "mended/bin"), "*", SearchOption.AllDirectories), f => f.Contains("Keeptrusts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Project_WithWarnings_DoesWhatItsPropertiesSay()
    {
        package.Project("warned/warned.csproj", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><OutDir>bin/</OutDir>", """<AdditionalFiles Include="$(MSBuildProjectDirectory)/policy-config.yaml" />""");
        package.Write("warned/policy-config.yaml", PolicySamples.Doubtful);
        package.Write("warned/obj/old/policy-config.yaml", PolicySamples.NoAction);
        package.Write("warned/.hidden/policy-config.yaml", PolicySamples.NoAction);

        await SaysAsync(0, "warning KT0011", "-restore");
        await SaysAsync(1, "error KT0011", "-p:TreatWarningsAsErrors=true");
        await SaysAsync(1, "error KT0011", "-p:MSBuildTreatWarningsAsErrors=true");
        await SaysAsync(1, "error KT0011", "-p:WarningsAsErrors=KT0011");
        await SaysAsync(1, "error KT0011", "-p:KeeptrustsPolicyStrict=true");
        await SaysAsync(0, null, "-p:TreatWarningsAsErrors=true", "-p:NoWarn=KT0011");
        await SaysAsync(0, null, "-p:MSBuildWarningsAsMessages=KT0011");
        await SaysAsync(0, null, "-p:KeeptrustsPolicyStrict=true", "-p:KeeptrustsPolicyLint=false");

        async Task SaysAsync(int exitCode, string? finding, params string[] arguments)
        {
            var build = await package.RunAsync("warned", "_KeeptrustsAskForLint", ["-v:m", "-p:TargetFramework=net10.0", .. arguments]);
            Assert.Equal(finding is null ? [] : [$"policy-config.yaml 5,3 {finding}"], build.Findings.Select(f => f.Replace("message", "nothing", StringComparison.Ordinal)));
            Assert.Equal(exitCode, build.ExitCode);
        }
    }

    [Fact]
    public async Task Project_WithReportAndVariables_WritesItAndKnowsThem()
    {
        package.Project("report/report.csproj", Net, """<KeeptrustsPolicyEnvFile Include=".env.example" /><KeeptrustsPolicy Include="gateway.yaml" /><KeeptrustsPolicy Remove="draft.policy.yaml" />""");
        package.Write("report/policy-config.yaml", PolicySamples.UndefinedSecret);
        package.Write("report/gateway.yaml", PolicySamples.NoAction);
        package.Write("report/draft.policy.yaml", "pack: [");
        package.Write("report/.env.example", "KEEPTRUSTS_TEST_NOWHERE=\n");

        var build = await package.BuildAsync("report", "-p:KeeptrustsPolicySarif=obj/lint.sarif");

        Assert.Equal(["gateway.yaml 4,3 error KT0004", "policy-config.yaml 6,97 warning KT1010"], build.Findings);
        var run = JsonElement.Parse(package.Read("report/obj/lint.sarif")).GetProperty("runs")[0];
        Assert.Equal(["KT0004", "KT1010"], run.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("ruleId").GetString()).Order());
        Assert.Equal(["gateway.yaml", "policy-config.yaml"], run.GetProperty("artifacts").EnumerateArray().Select(a => a.GetProperty("location").GetProperty("uri").GetString()).Order());
    }

    [Fact]
    public async Task Editor_OfAProject_ShowsWhatTheAnalyzerFinds()
    {
        package.Project("editor/editor.csproj", Net);
        package.Write("editor/Editor.cs", "class Editor { }");
        package.Write("editor/a.policy.yaml", PolicySamples.NoAction);
        package.Write("editor/b.policy.yaml", PolicySamples.UndefinedSecret);
        package.Write("editor/c.policy.yaml", PolicySamples.CapsReversed);
        package.Write("editor/d.policy.yaml", PolicySamples.Contradiction);

        // An editor asks MSBuild for what the compiler would get, and runs the analyzers on it.
        var build = await package.RunAsync("editor", "Compile", "-restore", "-v:m", "-p:DesignTimeBuild=true");

        Assert.Equal(["a.policy.yaml 4,3 error KT0004", "b.policy.yaml 6,97 warning KT1010", "c.policy.yaml 4,67 error KT2001", "d.policy.yaml 4,39 error KT3001"], build.Findings);
        Assert.Contains("/docs/rules/KT0004.md", build.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"[/\\]([\w.-]+\.yaml): not changed")]
    private static partial Regex NotChanged();
}
