using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>Calls as the author reads them: an extension method's first argument is what it is called on.</summary>
internal static class Calls
{
    /// <summary>What a method is called on; <see langword="null"/> for plain static methods.</summary>
    public static IOperation? Receiver(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null);

    /// <summary>The arguments that the author wrote, without what the method is called on.</summary>
    public static IEnumerable<IArgumentOperation> Written(IInvocationOperation call) =>
        call.Arguments.Skip(call.Instance is null && call.TargetMethod.IsExtensionMethod ? 1 : 0).Where(a => a.ArgumentKind != ArgumentKind.DefaultValue);

    /// <summary>The place of the method's name.</summary>
    public static Location Name(IInvocationOperation call) => call.Syntax is InvocationExpressionSyntax { Expression: var method }
        ? method switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.GetLocation(),
            MemberBindingExpressionSyntax member => member.Name.Identifier.GetLocation(),
            SimpleNameSyntax name => name.Identifier.GetLocation(),
            _ => method.GetLocation(),
        }
        : call.Syntax.GetLocation();

    /// <summary>The call that is made on a value, directly; <see langword="null"/> where the value goes elsewhere.</summary>
    public static IInvocationOperation? Next(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            (value, parent) = (parent, parent.Parent);
        }

        return parent switch
        {
            IInvocationOperation call when call.Instance == value => call,
            IArgumentOperation { Parent: IInvocationOperation call } argument when call.TargetMethod.IsExtensionMethod && call.Arguments[0] == argument => call,
            _ => null,
        };
    }
}
