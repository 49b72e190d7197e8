using System.Composition;
using Keeptrusts.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Keeptrusts.Analyzers.CodeFixes;

/// <summary>KT6004: writes the id that is meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnknownIdFix() : SourceFix(RuleIdentifiers.UnknownId, "Use `{0}`")
{
    private protected override SyntaxNode? Apply(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        Meant(diagnostic) is { } meant && root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is LiteralExpressionSyntax literal
            ? root.ReplaceNode(literal, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(meant)).WithTriviaFrom(literal))
            : null;

    private protected override string Title(string title, Diagnostic diagnostic) => title.Replace("{0}", Meant(diagnostic));

    private static string? Meant(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(UnknownIdAnalyzer.Meant, out var meant) ? meant : null;
}
