using System.Reflection;
using System.Runtime.Loader;
using Keeptrusts.Testing.Processes;
using Microsoft.Build.Framework;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Keeptrusts.Analyzers.Tests;

/// <summary>
/// Analyzer and build task as compilers and MSBuild load them: with the netstandard2.0 part of Keeptrusts.Policy. This process has loaded the one for .NET 10.
/// </summary>
/// <param name="project">The project whose output is loaded.</param>
internal sealed class ShippedParts(string project) : AssemblyLoadContext
{
    // Loaded once: each time everything would be compiled anew.
    private static readonly ShippedParts Analyzers = new("Keeptrusts.Analyzers");
    private static readonly ShippedParts Build = new("Keeptrusts.Analyzers.Build");

    private readonly string _folder = Path.Combine(RepositoryPaths.Root, "src", project, "bin", RepositoryPaths.Configuration, "netstandard2.0");

    public static DiagnosticAnalyzer PolicyDocumentAnalyzer() =>
        (DiagnosticAnalyzer)Analyzers.Create("Keeptrusts.Analyzers.Documents.PolicyDocumentAnalyzer");

    public static ITask LintPolicies() => (ITask)Build.Create("Keeptrusts.Analyzers.Build.LintPolicies");

    protected override Assembly? Load(AssemblyName assemblyName) =>
        Path.Combine(_folder, assemblyName.Name + ".dll") is var file && File.Exists(file) ? LoadFromAssemblyPath(file) : null;

    private object Create(string type) => Activator.CreateInstance(LoadFromAssemblyName(new AssemblyName(project)).GetType(type, throwOnError: true)!)!;
}
