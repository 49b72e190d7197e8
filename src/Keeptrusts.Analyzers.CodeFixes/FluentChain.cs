using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Keeptrusts.Analyzers.CodeFixes;

/// <summary>Calls one after the other on one value: <c>head.A().B().C()</c>.</summary>
internal sealed class FluentChain
{
    private readonly ExpressionSyntax _head;
    private readonly InvocationExpressionSyntax _last;
    private readonly List<FluentCall> _calls;

    private FluentChain(ExpressionSyntax head, InvocationExpressionSyntax last, List<FluentCall> calls) => (_head, _last, _calls) = (head, last, calls);

    public IReadOnlyList<FluentCall> Calls => _calls;

    /// <summary>The whole chain around the name of one of its calls; <see langword="null"/>: it is no such call.</summary>
    public static FluentChain? Around(SyntaxNode? name)
    {
        var last = name?.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        while (last?.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } member && member.Expression == last)
        {
            last = next;
        }

        if (last is null)
        {
            return null;
        }

        var calls = new List<FluentCall>();
        ExpressionSyntax head = last;
        while (head is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call)
        {
            calls.Insert(0, new FluentCall(access.OperatorToken, access.Name, call.ArgumentList));
            head = access.Expression;
        }

        return calls.Count > 0 ? new FluentChain(head, last, calls) : null;
    }

    /// <summary>The root with the chain's calls in another order, or with more of them. Line ends stay where they were.</summary>
    public SyntaxNode Replace(SyntaxNode root, IReadOnlyList<FluentCall> calls)
    {
        var expression = _head;
        for (var i = 0; i < calls.Count; i++)
        {
            var (call, place) = (calls[i], _calls[Math.Min(i, _calls.Count - 1)]);
            var ends = i == calls.Count - 1 ? _calls[_calls.Count - 1].Arguments.GetTrailingTrivia() : Between(place);
            expression = SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, expression, call.Dot, call.Name),
                call.Arguments.WithTrailingTrivia(ends));
        }

        return root.ReplaceNode(_last, expression);
    }

    // The last call ends its line for another reason: what stands between two calls is taken from one further up.
    private SyntaxTriviaList Between(FluentCall place) =>
        place == _calls[_calls.Count - 1] && _calls.Count > 1 ? _calls[_calls.Count - 2].Arguments.GetTrailingTrivia()
        : place == _calls[_calls.Count - 1] ? _head.GetTrailingTrivia()
        : place.Arguments.GetTrailingTrivia();
}
