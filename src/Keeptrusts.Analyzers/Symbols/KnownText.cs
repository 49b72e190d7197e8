using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>A text or address as far as the source shows it.</summary>
internal static class KnownText
{
    /// <summary>Stands for a part that is only known at run time.</summary>
    public const char Hole = '\u0001';

    private const int MostSteps = 32;

    /// <summary>The text of a constant, an interpolation, a sum, a <see cref="Uri"/> made of one, or what holds one; <see langword="null"/>: nothing of it is known.</summary>
    public static string? Of(IOperation? operation) => Read(operation, MostSteps) is { } text && text.Any(c => c != Hole) ? text : null;

    private static string? Read(IOperation? operation, int steps)
    {
        if (operation is null || steps == 0)
        {
            return null;
        }

        if (operation.ConstantValue is { HasValue: true, Value: string constant })
        {
            return constant;
        }

        switch (operation)
        {
            case IConversionOperation conversion:
                return Read(conversion.Operand, steps - 1);
            case IParenthesizedOperation inner:
                return Read(inner.Operand, steps - 1);
            case IUtf8StringOperation bytes:
                return bytes.Value;
            case IInterpolatedStringOperation interpolated:
                return string.Concat(interpolated.Parts.Select(part => Part(part, steps - 1)));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                return (Read(sum.LeftOperand, steps - 1) ?? Unknown) + (Read(sum.RightOperand, steps - 1) ?? Unknown);
            case IObjectCreationOperation { Type: { Name: "Uri" } type, Arguments.Length: > 0 } uri when TypeNames.Is(type, "System.Uri"):
                return Read(uri.Arguments[0].Value, steps - 1);
            default:
                return Definitions.Of(operation) is { } definition ? Read(definition, steps - 1) : null;
        }
    }

    private static string Unknown => Hole.ToString();

    private static string Part(IInterpolatedStringContentOperation part, int steps) => part switch
    {
        IInterpolatedStringTextOperation text => Read(text.Text, steps) ?? "",
        IInterpolationOperation { FormatString: null } hole => Read(hole.Expression, steps) ?? Unknown,
        _ => Unknown,
    };
}
