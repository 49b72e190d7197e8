using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>
/// Where a literal is an id of a policy document: compared with, or put into, a property of this product's types that holds one; looked for in the header
/// <c>x-keeptrusts-policies</c>; or asked of a client whose address is visibly the gateway's.
/// </summary>
internal static class CodeIds
{
    private const string PoliciesHeader = "x-keeptrusts-policies";
    private const string GatewayPort = "41002";

    private static readonly Dictionary<string, IdKind> Properties = new(StringComparer.Ordinal)
    {
        ["PolicyResult.Name"] = IdKind.Policy,
        ["PolicyTrace.Name"] = IdKind.Policy,
        ["EscalatingPolicy.Name"] = IdKind.Policy,
        ["ApprovalRule.Policy"] = IdKind.Policy,
        ["AuditRule.Policy"] = IdKind.Policy,
        ["BudgetRule.Policy"] = IdKind.Policy,
        ["ModelRule.Policy"] = IdKind.Policy,
        ["TargetPlan.Id"] = IdKind.Target,
        ["CallEvent.Provider"] = IdKind.Target,
        ["CallEvent.Model"] = IdKind.Model,
        ["PolicyContext.Model"] = IdKind.Model,
        ["EscalationCase.Model"] = IdKind.Model,
    };

    /// <summary>What kind of id a value is; <see langword="null"/>: it is none that is known for sure.</summary>
    public static IdKind? KindOf(ILiteralOperation literal)
    {
        IOperation value = literal;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => Property(comparison.LeftOperand == value ? comparison.RightOperand : comparison.LeftOperand),
            ISimpleAssignmentOperation assignment when assignment.Value == value => Property(assignment.Target),
            IConstantPatternOperation pattern => Matched(pattern),
            IArgumentOperation { Parent: IInvocationOperation call } => Asked(call),
            IArgumentOperation { Parent: IObjectCreationOperation creation } argument when IsModel(argument) && ModelClients.Of(creation) is { } endpoint && IsGateway(endpoint) => IdKind.Model,
            _ => null,
        };

        IdKind? Asked(IInvocationOperation call) =>
            call.TargetMethod.Name is "Equals" or "StartsWith" && call.Instance is not null && Property(call.Instance) is { } kind ? kind
            : call.TargetMethod.Name is "Contains" or "StartsWith" or "IndexOf" or "Equals" && NamesPolicies(call) ? IdKind.Policy
            : IsModel((IArgumentOperation)value.Parent!) && call.TargetMethod.Name is "GetChatClient" or "GetEmbeddingClient"
                && Definitions.Resolve(call.Instance) is IObjectCreationOperation client && ModelClients.Of(client) is { } endpoint && IsGateway(endpoint) ? IdKind.Model
            : null;
    }

    private static bool IsModel(IArgumentOperation argument) => argument.Parameter is { Name: "model" or "modelId", Type.SpecialType: SpecialType.System_String };

    private static IdKind? Property(IOperation? operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation)
        {
            operation = operation switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation inner => inner.Operand,
                _ => ((IConditionalAccessOperation)operation).WhenNotNull,
            };
        }

        return operation is IPropertyReferenceOperation { Property: { ContainingType: var type } property }
            && TypeNames.NamespaceOf(type).StartsWith("Keeptrusts.", StringComparison.Ordinal)
            && Properties.TryGetValue($"{type.Name}.{property.Name}", out var kind) ? kind : null;
    }

    // x.Name is "a" or "b", x is { Name: "a" }, x.Name switch { "a" => … }
    private static IdKind? Matched(IOperation pattern)
    {
        var parent = pattern.Parent;
        while (parent is IBinaryPatternOperation or INegatedPatternOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IIsPatternOperation match => Property(match.Value),
            IPropertySubpatternOperation member => Property(member.Member),
            ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => Property(choice.Value),
            _ => null,
        };
    }

    private static bool NamesPolicies(IInvocationOperation call) =>
        call.Instance is { } header && header.DescendantsAndSelf().Any(o => o.ConstantValue is { HasValue: true, Value: string text } && text.Equals(PoliciesHeader, StringComparison.OrdinalIgnoreCase));

    private static bool IsGateway(ClientEndpoint endpoint)
    {
        if (ProviderHosts.Split(KnownText.Of(endpoint.Address)) is var (host, port, _))
        {
            return (port == GatewayPort && host is "localhost" or "127.0.0.1") || host.IndexOf("keeptrusts", StringComparison.OrdinalIgnoreCase) >= 0;
        }

        // The variable that `kt env` sets, or one that says what it is.
        return endpoint.Address is { } address && Definitions.Resolve(address) is { } value
            && value.DescendantsAndSelf().Select(o => Definitions.Resolve(o)!).SelectMany(o => o.DescendantsAndSelf()).Any(o => o.ConstantValue is { HasValue: true, Value: string name }
                && (name == "OPENAI_BASE_URL" || name.IndexOf("keeptrusts", StringComparison.OrdinalIgnoreCase) >= 0));
    }
}
