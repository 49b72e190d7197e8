using System.Collections.Immutable;
using Keeptrusts.Policy.Keys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>KT6001: a Keeptrusts key stands in the source. Folded constants count; the key is never printed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeyInSourceAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] Prefixes = ["kt_gk_", "kt_ak_"];

    private static readonly DiagnosticDescriptor Rule = new(
        RuleIdentifiers.KeyInSource,
        "A key stands in the source",
        "A Keeptrusts key stands in the source; revoke it (`kt tokens revoke`) and read the new one from configuration or the environment",
        "Security",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RuleIdentifiers.HelpLink(RuleIdentifiers.KeyInSource));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(Literal, SyntaxKind.StringLiteralExpression, SyntaxKind.Utf8StringLiteralExpression);
        context.RegisterSyntaxNodeAction(Interpolated, SyntaxKind.InterpolatedStringText);
        context.RegisterSyntaxNodeAction(Concatenation, SyntaxKind.AddExpression);
    }

    private static void Literal(SyntaxNodeAnalysisContext context)
    {
        if (!InsideConcatenation(context.Node) && HasKey(((LiteralExpressionSyntax)context.Node).Token.ValueText))
        {
            Report(context);
        }
    }

    private static void Interpolated(SyntaxNodeAnalysisContext context)
    {
        if (HasKey(((InterpolatedStringTextSyntax)context.Node).TextToken.ValueText))
        {
            Report(context);
        }
    }

    // "kt_gk_" + "…" is one constant to the compiler, and to whoever reads the assembly.
    private static void Concatenation(SyntaxNodeAnalysisContext context)
    {
        if (!InsideConcatenation(context.Node)
            && (context.SemanticModel.GetConstantValue(context.Node, context.CancellationToken).Value as string ?? Joined(context.Node)) is { } text
            && HasKey(text))
        {
            Report(context);
        }
    }

    // A sum that is no constant as a whole can still hold a whole key in one of its literals.
    private static string Joined(SyntaxNode sum) =>
        string.Join("\n", sum.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(literal => literal.Token.ValueText));

    private static bool InsideConcatenation(SyntaxNode node) => node.Parent switch
    {
        ParenthesizedExpressionSyntax inner => InsideConcatenation(inner),
        BinaryExpressionSyntax parent => parent.IsKind(SyntaxKind.AddExpression),
        _ => false,
    };

    private static void Report(SyntaxNodeAnalysisContext context) =>
        context.ReportDiagnostic(Diagnostic.Create(Rule, context.Node.GetLocation()));

    private static bool HasKey(string text)
    {
        foreach (var prefix in Prefixes)
        {
            for (var at = text.IndexOf(prefix, StringComparison.Ordinal); at >= 0; at = text.IndexOf(prefix, at + 1, StringComparison.Ordinal))
            {
                if (text.Length - at >= GatewayKey.TextLength && GatewayKey.TryParse(text.Substring(at, GatewayKey.TextLength), out _))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
