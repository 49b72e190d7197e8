using System.Collections.Immutable;
using Keeptrusts.Analyzers.Rules;
using Keeptrusts.Analyzers.Tests.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Keeptrusts.Analyzers.Tests;

/// <summary>
/// Runs every analyzer of C# rules over a project, as a build does. The one of policy documents is tested where it is loaded with the netstandard2.0 part of
/// Keeptrusts.Policy, as it ships: here it would meet the other part, whose <c>init</c> properties have other signatures.
/// </summary>
internal static class AllAnalyzers
{
    /// <summary>One of each.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Create() =>
    [
        .. typeof(KeyInSourceAnalyzer).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !t.IsAbstract && t.Namespace == typeof(KeyInSourceAnalyzer).Namespace)
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    /// <summary>What they find in sources beside the usual policy file. The sources must compile, and no analyzer may fail.</summary>
    public static Task<IReadOnlyList<Diagnostic>> ReportAsync(OutputKind kind, IEnumerable<string> sources)
    {
        var compilation = Compile(kind, sources);
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        return ReportAsync(compilation);
    }

    /// <summary>The same for sources that need not compile.</summary>
    public static Task<IReadOnlyList<Diagnostic>> ReportOnBrokenAsync(OutputKind kind, IEnumerable<string> sources) => ReportAsync(Compile(kind, sources));

    private static async Task<IReadOnlyList<Diagnostic>> ReportAsync(CSharpCompilation compilation)
    {
        var options = new AnalyzerOptions([new PolicyFile("policy-config.yaml", UnknownIdAnalyzerTests.Document)]);
        var found = await compilation.WithAnalyzers(Create(), options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, d => d.Id == "AD0001");
        return found;
    }

    private static CSharpCompilation Compile(OutputKind kind, IEnumerable<string> sources) => CSharpCompilation.Create(
        "Example",
        sources.Append(Source.Usings).Select((text, i) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), $"{i}.cs")),
        SourceReferences.All,
        new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
}
