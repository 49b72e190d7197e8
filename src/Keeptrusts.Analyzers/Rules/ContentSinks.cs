using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>Where text is kept or shown to others than the one who asked: logs, the console, traces.</summary>
internal static class ContentSinks
{
    /// <summary>What the sink of a call is called; <see langword="null"/>: it is none.</summary>
    public static string? Of(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        return IsLogger(method, type) ? "a log"
            : TypeNames.Is(type, "System.Console") && method.Name.StartsWith("Write", StringComparison.Ordinal) ? "the console"
            : method.Name.StartsWith("Write", StringComparison.Ordinal) && call.Instance is IPropertyReferenceOperation { Property: { Name: "Out" or "Error" } stream } && TypeNames.Is(stream.ContainingType, "System.Console") ? "the console"
            : TypeNames.Is(type, "System.Diagnostics.Activity") && method.Name is "SetTag" or "AddTag" or "SetBaggage" or "AddBaggage" or "SetStatus" or "SetCustomProperty" ? "a trace"
            : IsDiagnostics(type) && (method.Name.StartsWith("Write", StringComparison.Ordinal) || method.Name.StartsWith("Trace", StringComparison.Ordinal) || method.Name is "Print" or "Fail") ? "a trace"
            : null;
    }

    private static bool IsDiagnostics(ITypeSymbol type) => TypeNames.Is(type, "System.Diagnostics.Debug") || TypeNames.Is(type, "System.Diagnostics.Trace");

    private static bool IsLogger(IMethodSymbol method, ITypeSymbol type) =>
        TypeNames.Is(type, "Microsoft.Extensions.Logging.LoggerExtensions") || (method.Name is "Log" or "BeginScope" && TypeNames.Implements(type, "Microsoft.Extensions.Logging.ILogger"))
        || IsLoggerMessage(method)
        || (TypeNames.NamespaceOf(type) == "Serilog" && type.Name is "Log" or "ILogger" && method.ReturnsVoid);

    // Such methods are partial; only of those the attributes are read, since every call in a project comes by here.
    private static bool IsLoggerMessage(IMethodSymbol method) =>
        (method.IsPartialDefinition || method.PartialDefinitionPart is not null)
        && (method.PartialDefinitionPart ?? method).GetAttributes().Any(a => TypeNames.Is(a.AttributeClass, "Microsoft.Extensions.Logging.LoggerMessageAttribute"));
}
