using System.Text.Json;

namespace Keeptrusts.Analyzers.Tests.Build;

public sealed class LintReplayTests : IDisposable
{
    private readonly LintProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Execute_NothingChanged_SaysAllAgainWithoutLinting()
    {
        Write();
        var first = _project.Run(("SarifFile", "out/p.sarif"));
        var (cache, written, report) = (File.ReadAllBytes(_project.Cache), File.GetLastWriteTimeUtc(_project.Cache), File.ReadAllText(_project.Sarif));
        File.Delete(_project.Sarif);

        var second = _project.Run(("SarifFile", "out/p.sarif"));

        Assert.Equal([true, true], Linted(first.Said));
        Assert.Equal([false, false], Linted(second.Said));
        Assert.Equal(3, first.Said.Findings.Count);
        Assert.Equal((first.Succeeded, string.Join('\n', first.Said.Findings), string.Join('\n', first.Said.Texts)), (second.Succeeded, string.Join('\n', second.Said.Findings), string.Join('\n', second.Said.Texts)));
        Assert.Equal(cache, File.ReadAllBytes(_project.Cache));
        Assert.Equal((written, report), (File.GetLastWriteTimeUtc(_project.Cache), File.ReadAllText(_project.Sarif)));
    }

    [Fact]
    public void Execute_TouchedFile_IsNotLintedAgain()
    {
        Write();
        _project.Run();
        File.SetLastWriteTimeUtc(Path.Combine(_project.Folder, "a.policy.yaml"), DateTime.UnixEpoch);

        Assert.Equal([false, false], Linted(_project.Run().Said));
    }

    [Fact]
    public void Execute_ChangedFile_IsLintedAlone()
    {
        Write();
        _project.Run();
        _project.Write("a.policy.yaml", PolicySamples.Good);

        var (_, said) = _project.Run();

        Assert.Equal([true, false], Linted(said));
        Assert.DoesNotContain(said.Findings, f => f.Contains("a.policy.yaml", StringComparison.Ordinal));
        Assert.Equal([false, false], Linted(_project.Run().Said));
    }

    [Fact]
    public void Execute_RemovedFile_IsForgotten()
    {
        Write();
        _project.Run();
        File.Delete(Path.Combine(_project.Folder, "a.policy.yaml"));

        Assert.Equal([false], Linted(_project.Run().Said));
        Write();
        Assert.Equal([true, false], Linted(_project.Run().Said));
    }

    [Fact]
    public void Execute_VariableThatIsNowListed_LintsWhatAskedForIt()
    {
        Write();
        _project.Run();
        _project.Write(".env", "KEEPTRUSTS_TEST_NOWHERE=1\nOTHER=2\n");

        var (_, said) = _project.Run(("EnvironmentFiles", LintProject.Items(".env")));

        Assert.Equal([false, true], Linted(said));
        Assert.Contains("warning KT1010 b.policy.yaml 6:97", said.Findings);
    }

    [Fact]
    public void Execute_SchemaOfAKind_CountsAsPartOfTheDocument()
    {
        _project.Write("a.policy.yaml", PolicySamples.OwnKind);
        var before = _project.Run().Said;
        Assert.Equal([false], Linted(_project.Run().Said));
        _project.Write("ticket.json", PolicySamples.OwnKindSchema);

        var after = _project.Run().Said;

        Assert.Equal([true], Linted(after));
        Assert.Equal(("error KT0005 a.policy.yaml 2:28", "error KT0003 a.policy.yaml 5:42"), (Assert.Single(before.Findings), Assert.Single(after.Findings)));
    }

    [Fact]
    public void Execute_OtherEnvironment_LintsAgain()
    {
        Write();
        _project.Run();

        Assert.Equal([true, true], Linted(_project.Run(("DeploymentEnvironment", "prod")).Said));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(200)]
    [InlineData(-1)]
    public void Execute_DamagedMemory_LintsAgain(int keptBytes)
    {
        Write();
        var first = _project.Run().Said;
        var bytes = File.ReadAllBytes(_project.Cache);
        File.WriteAllBytes(_project.Cache, keptBytes < 0 ? [.. bytes.Select(b => (byte)~b)] : bytes[..keptBytes]);

        var second = _project.Run().Said;

        Assert.Equal([true, true], Linted(second));
        Assert.Equal(first.Findings, second.Findings);
        Assert.Equal([false, false], Linted(_project.Run().Said));
    }

    [Fact]
    public void Execute_MemoryThatCannotBeWritten_LintsEveryTime()
    {
        Write();
        _project.Write("obj", "a file, not a folder");

        Assert.Equal([true, true], Linted(_project.Run().Said));
        var (succeeded, said) = _project.Run();
        Assert.Equal([true, true], Linted(said));
        Assert.False(succeeded);
        Assert.Equal(3, said.Findings.Count);
    }

    [Fact]
    public void Execute_ManyAtOnce_AllSayTheSame()
    {
        Write();
        var findings = new string[8];

        Parallel.For(0, findings.Length, i => findings[i] = string.Join('\n', _project.Run().Said.Findings));

        Assert.Single(findings.Distinct());
        Assert.Equal(["p.cache"], Directory.GetFiles(Path.GetDirectoryName(_project.Cache)!).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("", "b.policy.yaml")]
    [InlineData("..", "{folder}/b.policy.yaml")]
    [InlineData("obj", "file://{root}/b.policy.yaml")]
    public void Execute_Report_NamesFilesFromItsRoot(string root, string address)
    {
        Write();
        _project.Run(("SarifFile", "out/p.sarif"), ("SarifRoot", root));

        var expected = address.Replace("{folder}", Path.GetFileName(_project.Folder), StringComparison.Ordinal).Replace("{root}", _project.Folder, StringComparison.Ordinal);
        Assert.Equal(expected, JsonElement.Parse(File.ReadAllText(_project.Sarif)).GetProperty("runs")[0].GetProperty("artifacts")[1].GetProperty("location").GetProperty("uri").GetString());
    }

    private void Write()
    {
        _project.Write("a.policy.yaml", PolicySamples.NoAction);
        _project.Write("b.policy.yaml", PolicySamples.UndefinedSecret + "  unused: 1\n");
    }

    private static bool[] Linted(CollectingBuildEngine said) =>
        [.. said.Details.Where(d => d!.Contains(".policy.yaml: ", StringComparison.Ordinal)).Select(d => d!.EndsWith(": linted", StringComparison.Ordinal))];
}
