using System.Collections.Immutable;
using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>KT6003: a plain HTTP request goes to a provider's host. An address counts only where it is used for a request.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DirectHttpAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIdentifiers.DirectHttp,
        "An HTTP request bypasses the gateway",
        "This request goes to {0} directly, past every policy and budget; send it to the gateway, whose address comes from configuration",
        "Governance",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleIdentifiers.HelpLink(RuleIdentifiers.DirectHttp));

    private static readonly string[] Clients =
    [
        "System.Net.Http.HttpClient", "System.Net.Http.Json.HttpClientJsonExtensions", "System.Net.WebSockets.ClientWebSocket", "System.Net.WebRequest", "System.Net.WebClient",
    ];

    private static readonly string[] Requests = ["System.Net.Http.HttpRequestMessage", "RestSharp.RestClient", "RestSharp.RestClientOptions", "RestSharp.RestRequest"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Call, OperationKind.Invocation);
        context.RegisterOperationAction(Creation, OperationKind.ObjectCreation);
        context.RegisterOperationAction(Assignment, OperationKind.SimpleAssignment);
    }

    private static void Call(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Clients.Any(c => TypeNames.Is(call.TargetMethod.ContainingType, c)))
        {
            Arguments(context, call.Arguments);
        }
    }

    private static void Creation(OperationAnalysisContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (Requests.Any(r => TypeNames.Is(creation.Type, r)))
        {
            Arguments(context, creation.Arguments);
        }
    }

    private static void Assignment(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: var property }
            && ((property.Name == "BaseAddress" && TypeNames.Is(property.ContainingType, Clients[0]))
                || (property.Name == "RequestUri" && TypeNames.Is(property.ContainingType, Requests[0]))))
        {
            Report(context, assignment.Value);
        }
    }

    private static void Arguments(OperationAnalysisContext context, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { Name: "requestUri" or "uri" or "requestUriString" or "address" or "baseUrl" or "resource" })
            {
                Report(context, argument.Value);
            }
        }
    }

    private static void Report(OperationAnalysisContext context, IOperation address)
    {
        if (ProviderHosts.Find(KnownText.Of(address)) is { } host)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, address.Syntax.GetLocation(), host));
        }
    }
}
