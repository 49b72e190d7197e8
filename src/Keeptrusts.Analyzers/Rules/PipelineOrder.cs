using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>
/// What stands in the wrong order around the gateway. Where endpoints are mapped on a <c>WebApplication</c> they run last, wherever the call stands; inside
/// <c>UseEndpoints</c> they run there.
/// </summary>
internal static class PipelineOrder
{
    private const string Authentication = "UseAuthentication";
    private const string Authorization = "UseAuthorization";

    /// <summary>The calls of one body that stand wrong, with what to do.</summary>
    /// <param name="calls">All calls of the body.</param>
    public static IEnumerable<(IInvocationOperation Call, string Message)> Mistakes(IReadOnlyList<IInvocationOperation> calls)
    {
        foreach (var late in calls.Where(GatewayCalls.IsRegistration).Where(c => calls.Any(b => IsBuild(b) && Before(b, c) && SameBuilder(b, c))))
        {
            yield return (late, "The gateway is registered after `Build()`, when services can no longer be added; move the call before it");
        }

        if (!calls.Any(GatewayCalls.IsMapping))
        {
            yield break;
        }

        var middleware = calls.Where(IsMiddleware).ToList();
        foreach (var call in middleware)
        {
            if (Trouble(call, middleware.Where(m => m != call && Same(m, call)).ToList()) is { } message)
            {
                yield return (call, message);
            }
        }
    }

    private static string? Trouble(IInvocationOperation call, List<IInvocationOperation> others)
    {
        var name = call.TargetMethod.Name;
        if (name is not (Authentication or Authorization))
        {
            return null;
        }

        if (others.Any(o => o.TargetMethod.Name == "UseEndpoints" && Before(o, call) && o.Descendants().OfType<IInvocationOperation>().Any(GatewayCalls.IsMapping)))
        {
            return $"`{name}` comes after the `UseEndpoints` that maps the gateway, so it never runs for gateway calls; move it before";
        }

        return name != Authorization ? null
            : others.Any(o => o.TargetMethod.Name == Authentication && Before(call, o)) ? "`UseAuthorization` comes before `UseAuthentication`, so it sees nobody signed in; swap them"
            : others.Any(o => o.TargetMethod.Name == "UseRouting" && Before(call, o)) ? "`UseAuthorization` comes before `UseRouting`, so it does not know the endpoint; move it after"
            : null;
    }

    private static bool IsMiddleware(IInvocationOperation call) =>
        call.TargetMethod.Name is "UseRouting" or Authentication or Authorization or "UseEndpoints" && TypeNames.NamespaceOf(call.TargetMethod.ContainingType) == "Microsoft.AspNetCore.Builder";

    private static bool IsBuild(IInvocationOperation call) =>
        call.TargetMethod.Name == "Build" && call.TargetMethod.ContainingType.Name is "WebApplicationBuilder" or "HostApplicationBuilder";

    // In a chain, calls begin at the same place and end one after the other.
    private static bool Before(IInvocationOperation first, IInvocationOperation second) => first.Syntax.Span.End < second.Syntax.Span.End;

    private static bool Same(IInvocationOperation one, IInvocationOperation other) => SymbolEqualityComparer.Default.Equals(Subject(one), Subject(other)) && Subject(one) is not null;

    private static bool SameBuilder(IInvocationOperation build, IInvocationOperation registration) => Same(build, registration);

    // The variable at the head of a chain: `app` in app.UseRouting().UseAuthentication(), `builder` in builder.Services.AddKeeptrustsGateway().
    private static ISymbol? Subject(IInvocationOperation call)
    {
        var operation = Calls.Receiver(call);
        while (true)
        {
            switch (operation)
            {
                case IInvocationOperation inner:
                    operation = Calls.Receiver(inner);
                    break;
                case IPropertyReferenceOperation property:
                    operation = property.Instance;
                    break;
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case ILocalReferenceOperation local:
                    return local.Local;
                case IParameterReferenceOperation parameter:
                    return parameter.Parameter;
                default:
                    return null;
            }
        }
    }
}
