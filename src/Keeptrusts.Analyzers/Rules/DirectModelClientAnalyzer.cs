using System.Collections.Immutable;
using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>KT6002: a model client is made for a provider's address, so that its calls bypass the gateway. Addresses that are not known are never reported, nor files that govern clients in process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DirectModelClientAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIdentifiers.DirectModelClient,
        "A model client bypasses the gateway",
        "This client calls {0} directly, past every policy and budget; set its endpoint to the gateway's address and read that from configuration",
        "Governance",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleIdentifiers.HelpLink(RuleIdentifiers.DirectModelClient));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(c => Report(c, ModelClients.Of((IObjectCreationOperation)c.Operation)), OperationKind.ObjectCreation);
        context.RegisterOperationAction(c => Report(c, ModelClients.Of((IInvocationOperation)c.Operation)), OperationKind.Invocation);
    }

    private static void Report(OperationAnalysisContext context, ClientEndpoint? endpoint)
    {
        if (endpoint?.Host is { } host && !MayBeGoverned(context.Operation.Syntax))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, endpoint.Place, host));
        }
    }

    // A client that is governed in process goes to its provider directly, and rightly so. Which of a file's clients the policy is put around is not traced.
    private static bool MayBeGoverned(SyntaxNode client) =>
        client.SyntaxTree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == ChatClientChain.Policy);
}
