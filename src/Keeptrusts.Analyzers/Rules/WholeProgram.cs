using Microsoft.CodeAnalysis;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>Whether a program can be judged as a whole.</summary>
internal static class WholeProgram
{
    private const string Gateway = "Keeptrusts.Gateway.Middleware";

    private static readonly string[] TestFrameworks =
        ["xunit.core", "xunit.v3.core", "xunit.v3.mtp-v1", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core", "Microsoft.AspNetCore.Mvc.Testing"];

    /// <summary>Whether the compilation refers to the gateway at all.</summary>
    public static bool UsesGateway(Compilation compilation) => compilation.ReferencedAssemblyNames.Any(r => r.Name == Gateway);

    /// <summary>
    /// Whether nothing but this compilation can register or map the gateway: no library that it refers to knows the gateway, and it is no test project, which may
    /// well do one half alone.
    /// </summary>
    public static bool IsVisible(Compilation compilation) =>
        !compilation.ReferencedAssemblyNames.Any(r => TestFrameworks.Contains(r.Name))
        && !compilation.SourceModule.ReferencedAssemblySymbols.Any(KnowsGateway);

    private static bool KnowsGateway(IAssemblySymbol assembly) =>
        assembly.Name != Gateway && assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == Gateway));
}
