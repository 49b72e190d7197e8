using Microsoft.Build.Framework;

namespace Keeptrusts.Analyzers.Tests.Build;

public sealed class LintPoliciesTests : IDisposable
{
    private readonly LintProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(PolicySamples.NoAction, "error KT0004 policy-config.yaml 4:3")]
    [InlineData(PolicySamples.UndefinedSecret, "error KT1001 policy-config.yaml 6:97")]
    [InlineData(PolicySamples.CapsReversed, "error KT2001 policy-config.yaml 4:67")]
    [InlineData(PolicySamples.Contradiction, "error KT3001 policy-config.yaml 4:39")]
    [InlineData("pack: [", "error KT0001 policy-config.yaml 1:7")]
    public void Execute_Mistake_FailsAtItsPlace(string document, string finding)
    {
        _project.Write("policy-config.yaml", document);

        var (succeeded, said) = _project.Run();

        Assert.False(succeeded);
        Assert.Equal([finding], said.Findings);
        Assert.EndsWith($"/docs/rules/{finding.Split(' ')[1]}.md", Assert.Single(said.Helps), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "warning KT0011", true)]
    [InlineData("Strict", "error KT0011", false)]
    [InlineData("TreatWarningsAsErrors", "error KT0011", false)]
    [InlineData("WarningsAsErrors=KT0001; kt0011", "error KT0011", false)]
    [InlineData("TreatWarningsAsErrors|WarningsNotAsErrors=KT0011,CS0001", "warning KT0011", true)]
    [InlineData("TreatWarningsAsErrors|NoWarn=1701;1702;KT0011", "message(Low) KT0011", true)]
    public void Execute_Warning_IsWhatTheProjectSaysOfWarnings(string properties, string severity, bool succeeds)
    {
        _project.Write("policy-config.yaml", PolicySamples.Doubtful);
        var given = properties.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(p => (p[0], p.Length == 1 ? true : (object)p[1]));

        var (succeeded, said) = _project.Run([.. given]);

        Assert.Equal(succeeds, succeeded);
        Assert.Equal([severity + " policy-config.yaml 5:3"], said.Findings);
    }

    [Fact]
    public void Execute_Info_IsAMessageOfNormalVerbosity()
    {
        _project.Write("policy-config.yaml", PolicySamples.Doubtful + "lint: { rules: { KT0011: info } }\n");

        Assert.Equal(["message(Normal) KT0011 policy-config.yaml 5:3"], _project.Run(("Strict", true)).Said.Findings);
    }

    [Fact]
    public void Execute_NamedVariables_CountAsSet()
    {
        _project.Write("policy-config.yaml", PolicySamples.UndefinedSecret);
        _project.Write(".env.example", "KEEPTRUSTS_TEST_NOWHERE=\n");

        var (succeeded, said) = _project.Run(("EnvironmentFiles", LintProject.Items(".env.example")));

        Assert.True(succeeded);
        Assert.Equal(["warning KT1010 policy-config.yaml 6:97"], said.Findings);
    }

    [Fact]
    public void Execute_FileTwiceOrOfAnotherName_IsLintedOnceOrByMetadata()
    {
        var path = _project.Write("policy-config.yaml", PolicySamples.NoAction);
        _project.Write("values.yaml", PolicySamples.NoAction);
        _project.Write("off.policy.yaml", PolicySamples.NoAction);
        ITaskItem[] files = [new FileItem("policy-config.yaml"), new FileItem("./policy-config.yaml"), new FileItem(path), new FileItem("values.yaml", "true"), new FileItem("off.policy.yaml", "false")];

        Assert.Equal(["error KT0004 policy-config.yaml 4:3", "error KT0004 values.yaml 4:3"], _project.Run(("Files", files)).Said.Findings);
    }

    [Fact]
    public void Execute_FilesThatAreNotThere_AreClearErrorsBesideTheFindings()
    {
        _project.Write("policy-config.yaml", PolicySamples.NoAction);

        var (succeeded, said) = _project.Run(
            ("Files", LintProject.Items("policy-config.yaml", "none.policy.yaml")),
            ("EnvironmentFiles", LintProject.Items(".env.none")));

        Assert.False(succeeded);
        Assert.Equal(["error  .env.none 0:0", "error  none.policy.yaml 0:0", "error KT0004 policy-config.yaml 4:3"], said.Findings);
        Assert.Contains("KeeptrustsPolicyEnvFile", said.Texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_ReportThatCannotBeWritten_IsAClearError()
    {
        _project.Write("policy-config.yaml", PolicySamples.Good);
        _project.Write("out", "a file, not a folder");

        var (succeeded, said) = _project.Run(("SarifFile", "out/p.sarif"));

        Assert.False(succeeded);
        Assert.Contains("KeeptrustsPolicySarif", Assert.Single(said.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_WhatNobodyExpected_IsOneClearError()
    {
        var (succeeded, said) = _project.Run(("Files", new ITaskItem[] { null! }));

        Assert.False(succeeded);
        Assert.StartsWith("policy lint could not run: NullReferenceException", Assert.Single(said.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_Anything_LeavesFolderAndEnvironmentAsTheyWere()
    {
        _project.Write("policy-config.yaml", PolicySamples.UndefinedSecret);
        var before = Surroundings();

        _project.Run(("SarifFile", "out/p.sarif"), ("DeploymentEnvironment", "prod"));

        Assert.Equal(before, Surroundings());
    }

    private static string Surroundings() => string.Join(
        '\n',
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(e => $"{e.Key}={e.Value}").Order(StringComparer.Ordinal).Prepend(Environment.CurrentDirectory));
}
