using System.Composition;
using Keeptrusts.Analyzers.Rules;
using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Keeptrusts.Analyzers.CodeFixes;

/// <summary>KT6006: puts the policy into the chain, in its right place, where a plan is in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UngovernedChatClientFix() : SourceFix(RuleIdentifiers.UngovernedChatClient, "Put the policy around the client")
{
    private const string Plan = "Keeptrusts.Policy.Plans.PolicyPlan";

    private protected override SyntaxNode? Apply(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var place = diagnostic.Location.SourceSpan;
        if (FluentChain.Around(root.FindNode(place)) is not { } chain || PlanInScope(model, place.Start) is not { } plan)
        {
            return null;
        }

        var calls = chain.Calls.ToList();
        var own = calls.FindIndex(c => c.Name.Span.Contains(place.Start));
        var made = calls.FindIndex(c => c.Method is "AsBuilder" or "AddChatClient" or "AddKeyedChatClient");
        if (own < 0 || (calls[own].Method != "Build" && made != own))
        {
            return null;
        }

        var at = 1 + Math.Max(made, calls.FindLastIndex(c => DecoratorOrder.SideOf(c.Method) == DecoratorSide.Outside));
        var like = calls[at < calls.Count ? at : at - 1];
        calls.Insert(at, new FluentCall(
            like.Dot,
            SyntaxFactory.IdentifierName(ChatClientChain.Policy),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(SyntaxFactory.IdentifierName(plan))))));
        return chain.Replace(root, calls);
    }

    private static string? PlanInScope(SemanticModel model, int position) => model.LookupSymbols(position)
        .Where(s => TypeOf(s) is { } type && TypeNames.Extends(type, Plan) && (s is not ILocalSymbol || s.DeclaringSyntaxReferences.All(r => r.Span.End < position)))
        .OrderBy(s => s is ILocalSymbol or IParameterSymbol ? 0 : 1)
        .ThenBy(s => s.Name, StringComparer.Ordinal)
        .FirstOrDefault()?.Name;

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
