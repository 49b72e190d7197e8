using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>
/// The decorators that a <c>ChatClientBuilder</c> puts around a client, in the order of the source: the first is the outermost, it sees a call first and its reply last.
/// </summary>
internal sealed class ChatClientChain
{
    /// <summary>The decorator that governs a client in process.</summary>
    public const string Policy = "UseKeeptrustsPolicy";

    private const string Builder = "Microsoft.Extensions.AI.ChatClientBuilder";

    // Longer chains are not written by hand; half-typed sources can define variables by each other.
    private const int MostSteps = 256;

    private readonly List<IInvocationOperation> _calls = [];
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);

    private ChatClientChain()
    {
    }

    /// <summary>The calls on the builder, in order.</summary>
    public IReadOnlyList<IInvocationOperation> Calls => _calls;

    /// <summary>What is decorated; <see langword="null"/>: the source does not show it.</summary>
    public IOperation? Inner { get; private set; }

    /// <summary>Whether every decorator is visible: all are the library's, and the builder goes nowhere else.</summary>
    public bool IsWhole { get; private set; } = true;

    public bool IsGoverned => _calls.Exists(c => c.TargetMethod.Name == Policy);

    /// <summary>The chain that a call belongs to.</summary>
    /// <param name="call">A call on a builder, or one that makes it.</param>
    public static ChatClientChain Of(IInvocationOperation call)
    {
        var chain = new ChatClientChain();
        chain.Read(Head(call));
        return chain;
    }

    /// <summary>Whether a project can have such chains at all.</summary>
    public static bool IsAvailable(Compilation compilation) => compilation.GetTypeByMetadataName(Builder) is not null;

    public static bool IsBuilder(ITypeSymbol? type) => TypeNames.Is(type, Builder);

    /// <summary>Whether a call registers a client with the services and gives a builder for it.</summary>
    public static bool IsRegistration(IInvocationOperation call) => call.TargetMethod.Name is "AddChatClient" or "AddKeyedChatClient" && IsBuilder(call.Type);

    private static bool MakesBuilder(IInvocationOperation call) => call.TargetMethod.Name == "AsBuilder" || IsRegistration(call);

    private static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        return operation;
    }

    private void Read(IOperation root)
    {
        Inner = root switch
        {
            IObjectCreationOperation { Arguments.Length: > 0 } creation when IsBuilder(creation.Type) => Client(creation.Arguments[0].Value),
            IInvocationOperation call when call.TargetMethod.Name == "AsBuilder" => Symbols.Calls.Receiver(call),
            IInvocationOperation call when IsRegistration(call) => Symbols.Calls.Written(call).Select(a => a.Value).LastOrDefault(v => v.Type?.TypeKind is not TypeKind.Enum) is { } value ? Client(value) : null,
            _ => null,
        };
        IsWhole &= Inner is not null;
        Follow(root);
    }

    // From a call down to what makes the builder, through the variable that holds it.
    private static IOperation Head(IInvocationOperation call)
    {
        IOperation root = call;
        for (var steps = 0; steps < MostSteps && root is IInvocationOperation inner && !MakesBuilder(inner) && Symbols.Calls.Receiver(inner) is { } receiver; steps++)
        {
            root = Unwrap(receiver);
            root = Definitions.Of(root) is { } definition ? Unwrap(definition) : root;
        }

        return root;
    }

    private void Follow(IOperation value)
    {
        while (Symbols.Calls.Next(value) is { } call)
        {
            _calls.Add(call);
            IsWhole &= call.TargetMethod.Name == Policy || TypeNames.NamespaceOf(call.TargetMethod.ContainingType).StartsWith("Microsoft.Extensions", StringComparison.Ordinal);
            if (!IsBuilder(call.Type))
            {
                return;
            }

            value = call;
        }

        // Kept in a variable, the builder goes on there, line by line; anywhere else, nobody knows.
        if (value.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } })
        {
            IsWhole &= value.Parent is IExpressionStatementOperation;
            return;
        }

        foreach (var mention in _followed.Add(local) ? Definitions.Mentions(local, value).OrderBy(m => m.Syntax.SpanStart) : Enumerable.Empty<ILocalReferenceOperation>())
        {
            IsWhole &= Symbols.Calls.Next(mention) is not null;
            Follow(mention);
        }
    }

    private static IOperation? Client(IOperation value)
    {
        var unwrapped = Unwrap(value);
        return unwrapped is IDelegateCreationOperation { Target: var target }
            ? target is IAnonymousFunctionOperation { Body.Operations: { Length: 1 } body } && body[0] is IReturnOperation { ReturnedValue: var result } ? result : null
            : unwrapped;
    }
}
