using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Keeptrusts.Analyzers.CodeFixes;

/// <summary>KT6008: switches sensitive telemetry off. What is written to logs is for its author to replace.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SensitiveDataFix() : SourceFix(RuleIdentifiers.ContentSink, "Switch it off")
{
    private protected override SyntaxNode? Apply(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var on = node switch
        {
            AssignmentExpressionSyntax assignment => assignment.Right,
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } call when call.Expression.ToString().EndsWith("SetSwitch", StringComparison.Ordinal) => arguments[1].Expression,
            _ => null,
        };
        return on is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.TrueLiteralExpression)
            ? root.ReplaceNode(literal, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(literal))
            : null;
    }
}
