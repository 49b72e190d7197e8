using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>The gateway's own extension methods.</summary>
internal static class GatewayCalls
{
    private const string Assembly = "Keeptrusts.Gateway.Middleware";

    public static bool IsRegistration(IInvocationOperation call) => Is(call, "AddKeeptrustsGateway");

    public static bool IsMapping(IInvocationOperation call) => Is(call, "MapKeeptrustsGateway");

    private static bool Is(IInvocationOperation call, string name) =>
        call.TargetMethod.Name == name && TypeNames.NamespaceOf(call.TargetMethod.ContainingType).StartsWith("Keeptrusts", StringComparison.Ordinal)
        && call.TargetMethod.ContainingAssembly?.Name == Assembly;
}
