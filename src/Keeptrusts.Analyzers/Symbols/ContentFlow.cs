using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>
/// Whether an expression is text of a prompt or a completion, or made of such. Whatever goes through a method that is not known, such as one that redacts, is none.
/// </summary>
internal static class ContentFlow
{
    private const int MostSteps = 24;

    /// <summary>Whether the value carries content.</summary>
    public static bool Carries(IOperation? value) => Carries(value, MostSteps);

    private static bool Carries(IOperation? value, int steps)
    {
        if (value is null || steps == 0 || value.ConstantValue.HasValue)
        {
            return false;
        }

        return ContentTypes.IsText(value.Type) || value switch
        {
            IConversionOperation conversion => Carries(conversion.Operand, steps - 1),
            IParenthesizedOperation inner => Carries(inner.Operand, steps - 1),
            IPropertyReferenceOperation property => ContentTypes.IsText(property.Property) || (property.Property.IsIndexer && Carries(property.Instance, steps - 1)),
            IArrayElementReferenceOperation element => Carries(element.ArrayReference, steps - 1),
            IConditionalAccessOperation access => Carries(access.WhenNotNull, steps - 1),
            ICoalesceOperation coalesce => Carries(coalesce.Value, steps - 1) || Carries(coalesce.WhenNull, steps - 1),
            IConditionalOperation choice => Carries(choice.WhenTrue, steps - 1) || Carries(choice.WhenFalse, steps - 1),
            IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>().Any(p => Carries(p.Expression, steps - 1)),
            IInterpolatedStringHandlerCreationOperation handler => Carries(handler.Content, steps - 1),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => Carries(sum.LeftOperand, steps - 1) || Carries(sum.RightOperand, steps - 1),
            IArrayCreationOperation array => array.Initializer?.ElementValues.Any(e => Carries(e, steps - 1)) == true,
            IInvocationOperation call => Call(call, steps - 1),
            _ => Definitions.Of(value) is { } definition && Carries(definition, steps - 1),
        };
    }

    private static bool Call(IInvocationOperation call, int steps)
    {
        var type = call.TargetMethod.ContainingType;
        if (call.TargetMethod.Name == "ToString")
        {
            return Carries(call.Instance, steps);
        }

        if (type.SpecialType == SpecialType.System_String)
        {
            return call.Type is { SpecialType: SpecialType.System_String } or IArrayTypeSymbol && (Carries(call.Instance, steps) || call.Arguments.Any(a => Carries(a.Value, steps)));
        }

        return TypeNames.Is(type, "System.Linq.Enumerable") ? Linq(call, steps)
            : (TypeNames.Is(type, "System.Text.Json.JsonSerializer") && call.TargetMethod.Name.StartsWith("Serialize", StringComparison.Ordinal)) && Carries(call.Arguments[0].Value, steps);
    }

    private static bool Linq(IInvocationOperation call, int steps) => call.TargetMethod.Name switch
    {
        "Select" or "SelectMany" => call.Arguments.Length > 1 && Lambda(call.Arguments[1].Value) is { } body && Carries(body, steps),
        "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault" or "ElementAt" or "Where" or "Take" or "Skip" or "Reverse" or "ToList" or "ToArray"
            => Carries(call.Arguments[0].Value, steps),
        _ => false,
    };

    private static IOperation? Lambda(IOperation value) =>
        Definitions.Resolve(value) is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body.Operations: { Length: 1 } body } }
            && body[0] is IReturnOperation { ReturnedValue: var result } ? result : null;
}
