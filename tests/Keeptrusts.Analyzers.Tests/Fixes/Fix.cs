using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Keeptrusts.Analyzers.Tests.Fixes;

/// <summary>Applies a fix to every finding of a source, one by one and all at once.</summary>
internal static class Fix
{
    /// <summary>Checks what comes out.</summary>
    /// <param name="source">The source, with the findings marked.</param>
    /// <param name="expected">The fixed source, with the findings that stay marked.</param>
    /// <param name="rounds">How often the fix is applied until nothing is left to do.</param>
    /// <param name="files">Files beside the sources.</param>
    public static Task VerifyAsync<TAnalyzer, TFix>(string source, string expected, int rounds = 1, params (string Name, string Text)[] files)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>();
        Source.Prepare(test, source, OutputKind.DynamicallyLinkedLibrary);
        test.FixedState.Sources.Add(expected);
        test.FixedState.Sources.Add(test.TestState.Sources[1]);
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        foreach (var (name, text) in files)
        {
            test.TestState.AdditionalFiles.Add((name, text));
            test.FixedState.AdditionalFiles.Add((name, text));
        }

        if (source == expected)
        {
            test.NumberOfIncrementalIterations = 0;
            test.NumberOfFixAllIterations = 0;
        }
        else
        {
            test.NumberOfIncrementalIterations = rounds;
        }

        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
