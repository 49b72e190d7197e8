using System.Composition;
using Keeptrusts.Analyzers.Rules;
using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Keeptrusts.Analyzers.CodeFixes;

/// <summary>KT6001: reads the key from the environment, where no constant is needed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class KeyInSourceFix() : SourceFix(RuleIdentifiers.KeyInSource, "Read the key from the environment")
{
    private protected override SyntaxNode? Apply(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(KeyInSourceAnalyzer.Variable, out var variable)
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax key
            || NeedsConstant(key))
        {
            return null;
        }

        var known = model.LookupNamespacesAndTypes(key.SpanStart, name: nameof(Environment)).Any(t => TypeNames.Is(t as ITypeSymbol, "System.Environment"));
        var nullable = model.GetNullableContext(key.SpanStart).AnnotationsEnabled();
        var read = $"{(known ? "" : "System.")}Environment.GetEnvironmentVariable(\"{variable}\"){(nullable ? "!" : "")}";
        return root.ReplaceNode(key, SyntaxFactory.ParseExpression(read).WithTriviaFrom(key));
    }

    private static bool NeedsConstant(ExpressionSyntax key) => key.Ancestors().Any(a => a switch
    {
        AttributeSyntax or ParameterSyntax or CaseSwitchLabelSyntax or PatternSyntax or EnumMemberDeclarationSyntax => true,
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword),
        LocalDeclarationStatementSyntax local => local.IsConst,
        _ => false,
    });
}
