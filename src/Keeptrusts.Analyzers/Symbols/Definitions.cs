using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>Where a value comes from, where the source shows it without doubt.</summary>
internal static class Definitions
{
    /// <summary>The value of a local that is written once, or of a read-only field of the same file; <see langword="null"/> for all else.</summary>
    public static IOperation? Of(IOperation reference) => reference switch
    {
        ILocalReferenceOperation local => OfLocal(local),
        IFieldReferenceOperation { Field.IsReadOnly: true } field => OfField(field),
        _ => null,
    };

    /// <summary>An operation without conversions, parentheses and <c>await</c>, and locals and read-only fields as what they hold.</summary>
    public static IOperation? Resolve(IOperation? operation)
    {
        for (var steps = 0; steps < 16 && operation is not null; steps++)
        {
            var next = operation switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation inner => inner.Operand,
                IAwaitOperation awaited => awaited.Operation,
                _ => Of(operation),
            };
            if (next is null)
            {
                return operation;
            }

            operation = next;
        }

        return operation;
    }

    /// <summary>The outermost operation around one: the body that it belongs to.</summary>
    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>Every mention of a local in the body around an operation.</summary>
    public static IEnumerable<ILocalReferenceOperation> Mentions(ILocalSymbol local, IOperation inside) =>
        Root(inside).DescendantsAndSelf().OfType<ILocalReferenceOperation>().Where(m => SymbolEqualityComparer.Default.Equals(m.Local, local));

    private static IOperation? OfLocal(ILocalReferenceOperation reference)
    {
        if (Mentions(reference.Local, reference).Any(IsWritten))
        {
            return null;
        }

        var declarator = Root(reference).DescendantsAndSelf().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, reference.Local));
        return declarator?.GetVariableInitializer()?.Value;
    }

    private static bool IsWritten(ILocalReferenceOperation mention) => mention.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == mention,
        IIncrementOrDecrementOperation or ITupleOperation => true,
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        _ => false,
    };

    private static IOperation? OfField(IFieldReferenceOperation reference)
    {
        if (reference.Field.DeclaringSyntaxReferences.FirstOrDefault() is not { } declaration
            || declaration.SyntaxTree != reference.Syntax.SyntaxTree
            || declaration.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: var value } declarator
            || declarator.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
        {
            return null;
        }

        var written = type.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(a => (a.Left as IdentifierNameSyntax ?? (a.Left as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText == reference.Field.Name);
        return written ? null : reference.SemanticModel?.GetOperation(value);
    }
}
