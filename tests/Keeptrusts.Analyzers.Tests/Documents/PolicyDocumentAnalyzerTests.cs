using Keeptrusts.Policy.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Severity = Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace Keeptrusts.Analyzers.Tests.Documents;

public sealed class PolicyDocumentAnalyzerTests
{
    private const string Name = "policy-config.yaml";
    private const string Silencer = "keeptrusts-policy-lint.silent";

    public static TheoryData<string, string, string, Severity, int, int, int> Found => new()
    {
        { Name, PolicySamples.NoAction, "KT0004", Severity.Error, 4, 3, 15 },
        { Name, PolicySamples.UndefinedSecret, "KT1010", Severity.Warning, 6, 97, 120 },
        { Name, PolicySamples.Doubtful, "KT0011", Severity.Warning, 5, 3, 9 },
        { "deploy/policy-config.prod.yaml", PolicySamples.NoAction, "KT0004", Severity.Error, 4, 3, 15 },
        { "gateway.policy.yaml", PolicySamples.NoAction.Replace("\n", "\r\n", StringComparison.Ordinal), "KT0004", Severity.Error, 4, 3, 15 },
        { "C:\\repo\\POLICY-CONFIG.YAML", "\uFEFF" + PolicySamples.NoAction, "KT0004", Severity.Error, 4, 3, 15 },
        { Name, PolicySamples.Doubtful + "lint: { rules: { KT0011: info } }\n", "KT0011", Severity.Info, 5, 3, 9 },
    };

    public static TheoryData<string, string> Clean => new()
    {
        { Name, PolicySamples.Good },
        { "policy-config.yml", PolicySamples.NoAction },
        { "values.yaml", PolicySamples.NoAction },
        { "my-policy-config.yaml", PolicySamples.NoAction },
        { "policy-config.yaml/readme.md", PolicySamples.NoAction },
        { Name, PolicySamples.UndefinedSecret + "variables: { KEEPTRUSTS_TEST_NOWHERE: { from: env } }\n" },
        { Name, PolicySamples.Doubtful.Replace("  unused", "  # kt-lint-disable KT0011 -- for later\n  unused", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public Task Document_WithAMistake_IsReportedAtItsPlace(string file, string text, string id, Severity severity, int line, int column, int endColumn) =>
        VerifyAsync([(file, text)], new DiagnosticResult(id, severity).WithSpan(file, line, column, line, endColumn));

    [Fact]
    public Task Document_WithReversedCaps_IsReportedWithBothPlaces() => VerifyAsync(
        [(Name, PolicySamples.CapsReversed)],
        new DiagnosticResult("KT2001", Severity.Error).WithSpan(Name, 4, 67, 4, 69).WithSpan(Name, 4, 85, 4, 87));

    [Fact]
    public Task Document_WithAContradiction_IsReportedWithBothPlaces() => VerifyAsync(
        [(Name, PolicySamples.Contradiction)],
        new DiagnosticResult("KT3001", Severity.Error).WithSpan(Name, 4, 39, 4, 45).WithSpan(Name, 5, 39, 5, 44));

    [Theory]
    [MemberData(nameof(Clean))]
    public Task Document_WithoutMistakeOrOfAnotherName_IsNotReported(string file, string text) => VerifyAsync([(file, text)]);

    [Fact]
    public Task Document_LintedByTheBuild_IsNotReported() => VerifyAsync([(Name, PolicySamples.NoAction), ($"package/build/{Silencer}", "")]);

    [Theory]
    [InlineData("values.yaml", "true", true)]
    [InlineData(Name, "false", false)]
    [InlineData(Name, "", true)]
    public Task Document_WithMetadata_IsOneOrNoneByIt(string file, string metadata, bool isFound) =>
        VerifyAsync(
            [($"/repo/{file}", PolicySamples.NoAction)],
            $"[/repo/{file}]\nbuild_metadata.AdditionalFiles.KeeptrustsPolicy = {metadata}\n",
            isFound ? [new DiagnosticResult("KT0004", Severity.Error).WithSpan($"/repo/{file}", 4, 3, 4, 15)] : []);

    [Fact]
    public Task Document_InAStrictProject_HasErrorsForWarnings() =>
        VerifyAsync([(Name, PolicySamples.Doubtful)], "build_property.KeeptrustsPolicyStrict = true\n", new DiagnosticResult("KT0011", Severity.Error).WithSpan(Name, 5, 3, 5, 9));

    [Theory]
    [InlineData("/repo/deploy/ticket.json", "KT0003", Severity.Error, 5, 42, 50)]
    [InlineData("/repo/ticket.json", "KT0018", Severity.Warning, 2, 28, 41)]
    public Task Document_WithASchemaFile_IsCheckedByItWhereTheProjectHasIt(string schema, string id, Severity severity, int line, int column, int endColumn) =>
        VerifyAsync([("/repo/deploy/a.policy.yaml", PolicySamples.OwnKind), (schema, PolicySamples.OwnKindSchema)], new DiagnosticResult(id, severity).WithSpan("/repo/deploy/a.policy.yaml", line, column, line, endColumn));

    [Fact]
    public Task Documents_Several_AreAllReported() => VerifyAsync(
        [("a.policy.yaml", PolicySamples.NoAction), ("b.policy.yaml", PolicySamples.CapsReversed)],
        new DiagnosticResult("KT0004", Severity.Error).WithSpan("a.policy.yaml", 4, 3, 4, 15),
        new DiagnosticResult("KT2001", Severity.Error).WithSpan("b.policy.yaml", 4, 67, 4, 69).WithSpan("b.policy.yaml", 4, 85, 4, 87));

    [Fact]
    public void Rules_OfDocuments_AreAllSupportedWithHelp()
    {
        var supported = ShippedParts.PolicyDocumentAnalyzer().SupportedDiagnostics;

        Assert.Equal(RuleCatalog.All.Where(r => !r.IsAboutCode).Select(r => r.Id).Order(), supported.Select(d => d.Id));
        Assert.All(supported, d => Assert.Equal(RuleCatalog.HelpUri(d.Id), d.HelpLinkUri));
    }

    private static Task VerifyAsync((string Name, string Text)[] files, params DiagnosticResult[] expected) => VerifyAsync(files, "", expected);

    private static Task VerifyAsync((string Name, string Text)[] files, string properties, params DiagnosticResult[] expected)
    {
        var test = new ShippedAnalyzerTest(ShippedParts.PolicyDocumentAnalyzer())
        {
            TestCode = "class C;",
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
        };
        test.TestState.AdditionalReferences.Add(Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(typeof(object).Assembly.Location));
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + properties));
        foreach (var (name, text) in files)
        {
            test.TestState.AdditionalFiles.Add((name, text));
        }

        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
