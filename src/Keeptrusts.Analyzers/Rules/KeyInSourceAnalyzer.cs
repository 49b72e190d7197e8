using System.Collections.Immutable;
using System.Text;
using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>KT6001: a Keeptrusts or provider key stands in the source. Folded constants count; the key is never printed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeyInSourceAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Property of a finding whose whole text is the key: the environment variable to read instead.</summary>
    internal const string Variable = "Variable";

    private const int ShortestKey = 24;

    private static readonly DiagnosticDescriptor Rule = new(
        RuleIdentifiers.KeyInSource,
        "A key stands in the source",
        "{0} stands in the source; revoke it ({1}) and read the new one from configuration or the environment",
        "Security",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RuleIdentifiers.HelpLink(RuleIdentifiers.KeyInSource));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Check, OperationKind.Literal, OperationKind.Utf8String, OperationKind.InterpolatedString, OperationKind.BinaryOperator);
    }

    private static void Check(OperationAnalysisContext context)
    {
        if (IsText(context.Operation) && !IsPart(context.Operation) && Read(context.Operation) is { Length: >= ShortestKey } text && SourceKeys.Find(text) is { } kind)
        {
            var whole = text.Length == text.Trim().Length && !text.Any(c => c is ' ' or KnownText.Hole);
            var properties = ImmutableDictionary<string, string?>.Empty;
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                context.Operation.Syntax.GetLocation(),
                whole && context.Operation.Type?.SpecialType == SpecialType.System_String ? properties.Add(Variable, kind.Variable) : properties,
                kind.Name,
                kind.Revocation));
        }
    }

    private static bool IsText(IOperation operation) => operation switch
    {
        ILiteralOperation literal => literal.ConstantValue.Value is string,
        IBinaryOperation sum => IsSum(sum),
        _ => true,
    };

    private static bool IsSum(IOperation operation) =>
        operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String };

    // "kt_gk_" + "…" is one constant to the compiler, and to whoever reads the assembly: the outermost expression is judged, once.
    private static bool IsPart(IOperation operation)
    {
        for (var parent = operation.Parent; ; parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation or IInterpolationOperation or IInterpolatedStringTextOperation or IInterpolatedStringAdditionOperation:
                    continue;
                case IInterpolatedStringOperation:
                    return true;
                default:
                    return parent is not null && IsSum(parent);
            }
        }
    }

    private static string Read(IOperation operation) => operation switch
    {
        ILiteralOperation { ConstantValue.Value: string text } => text,
        IUtf8StringOperation bytes => bytes.Value,
        IParenthesizedOperation inner => Read(inner.Operand),
        IConversionOperation conversion => Read(conversion.Operand),
        IBinaryOperation sum when IsSum(sum) => Sum(sum),
        IInterpolatedStringOperation parts => string.Concat(parts.Parts.Select(Part)),
        // A constant that holds a whole key is found where it is defined.
        { ConstantValue: { HasValue: true, Value: string text } } when SourceKeys.Find(text) is null => text,
        _ => KnownText.Hole.ToString(),
    };

    // A sum leans to the left; one of thousands of parts must not use up the stack.
    private static string Sum(IBinaryOperation sum)
    {
        var parts = new Stack<IOperation>();
        IOperation left = sum;
        while (left is IBinaryOperation inner && IsSum(inner))
        {
            parts.Push(inner.RightOperand);
            left = inner.LeftOperand;
        }

        var text = new StringBuilder(Read(left));
        foreach (var part in parts)
        {
            text.Append(Read(part));
        }

        return text.ToString();
    }

    private static string Part(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation text => Read(text.Text),
        IInterpolationOperation { FormatString: null } hole => Read(hole.Expression),
        _ => KnownText.Hole.ToString(),
    };
}
