using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Keeptrusts.Analyzers.Tests.Documents;

/// <summary>Tests an analyzer that is not of this process's own assemblies.</summary>
/// <param name="analyzer">The analyzer.</param>
internal sealed class ShippedAnalyzerTest(DiagnosticAnalyzer analyzer) : CSharpAnalyzerTest<EmptyDiagnosticAnalyzer, DefaultVerifier>
{
    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => [analyzer];
}
