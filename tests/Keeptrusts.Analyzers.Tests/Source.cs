using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Keeptrusts.Analyzers.Tests;

/// <summary>Compiles a source and compares what a rule reports with its marks: <c>{|KT6001:…|}</c>.</summary>
internal static class Source
{
    /// <summary>What projects have without asking for it.</summary>
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Checks a library's source.</summary>
    public static Task VerifyAsync<TAnalyzer>(string source, params (string Name, string Text)[] files)
        where TAnalyzer : DiagnosticAnalyzer, new() => RunAsync<TAnalyzer>(source, OutputKind.DynamicallyLinkedLibrary, files);

    /// <summary>Checks a program with top-level statements.</summary>
    public static Task VerifyProgramAsync<TAnalyzer>(string source, params (string Name, string Text)[] files)
        where TAnalyzer : DiagnosticAnalyzer, new() => RunAsync<TAnalyzer>(source, OutputKind.ConsoleApplication, files);

    /// <summary>Gives a test what every source may refer to.</summary>
    public static void Prepare(AnalyzerTest<DefaultVerifier> test, string source, OutputKind kind)
    {
        // The project template's own references would have to be downloaded; the running framework serves as well.
        test.ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        test.TestState.OutputKind = kind;
        test.TestState.Sources.Add(source);
        test.TestState.Sources.Add(("Usings.cs", Usings));
        test.TestState.AdditionalReferences.AddRange(SourceReferences.All);
        test.CompilerDiagnostics = CompilerDiagnostics.Errors;

        // A rule with two descriptors has one id.
        test.MarkupOptions = MarkupOptions.UseFirstDescriptor;
        test.SolutionTransforms.Add((solution, id) => solution.WithProjectParseOptions(id, new CSharpParseOptions(LanguageVersion.Latest)));
    }

    private static Task RunAsync<TAnalyzer>(string source, OutputKind kind, (string Name, string Text)[] files)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var test = new CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>();
        Prepare(test, source, kind);
        foreach (var (name, text) in files)
        {
            test.TestState.AdditionalFiles.Add((name, text));
        }

        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
