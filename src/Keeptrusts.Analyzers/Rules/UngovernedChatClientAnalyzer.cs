using System.Collections.Immutable;
using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>KT6006: a chat client that visibly reaches a model is built or registered, and no policy is around it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UngovernedChatClientAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIdentifiers.UngovernedChatClient,
        "A chat client is used without a policy",
        "This chat client has no policy around it; add `.UseKeeptrustsPolicy(plan)` to its builder, or send its calls through the gateway",
        "Governance",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RuleIdentifiers.HelpLink(RuleIdentifiers.UngovernedChatClient));

    private const int MostSteps = 8;

    private static readonly string[] Registrations =
        ["AddSingleton", "AddScoped", "AddTransient", "AddKeyedSingleton", "AddKeyedScoped", "AddKeyedTransient", "TryAddSingleton", "TryAddScoped", "TryAddTransient"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (ChatClientChain.IsAvailable(start.Compilation))
            {
                start.RegisterOperationAction(Check, OperationKind.Invocation);
            }
        });
    }

    private static void Check(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var ungoverned = IsBuild(call) ? !GoesOn(call) && IsUngoverned(call)
            : ChatClientChain.IsRegistration(call) ? IsUngoverned(call)
            : IsPlainRegistration(call) && Registered(call) is { } client && !IsBuild(client) && RawClients.IsRaw(client);
        if (ungoverned)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, Calls.Name(call)));
        }
    }

    private static bool IsBuild(IOperation client) =>
        Definitions.Resolve(client) is IInvocationOperation { TargetMethod.Name: "Build" } call && ChatClientChain.IsBuilder(call.Instance?.Type);

    private static bool IsUngoverned(IInvocationOperation call)
    {
        var chain = ChatClientChain.Of(call);
        return chain.IsWhole && !chain.IsGoverned && RawClients.IsRaw(chain.Inner);
    }

    // Built only to be decorated further: that builder is judged.
    private static bool GoesOn(IOperation client, int steps = MostSteps) => steps > 0 && client.Parent switch
    {
        IConversionOperation conversion => GoesOn(conversion, steps - 1),
        IArgumentOperation { Parent: IObjectCreationOperation creation } => ChatClientChain.IsBuilder(creation.Type),
        IArgumentOperation { Parent: IInvocationOperation next } => next.TargetMethod.Name == "AsBuilder" || ChatClientChain.IsRegistration(next),
        IReturnOperation { Parent: IBlockOperation { Parent: IAnonymousFunctionOperation { Parent: IDelegateCreationOperation factory } } } => GoesOn(factory, steps - 1),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => Definitions.Mentions(local, client).Any(m => GoesOn(m, steps - 1)),
        _ => false,
    };

    private static bool IsPlainRegistration(IInvocationOperation call) =>
        Array.IndexOf(Registrations, call.TargetMethod.Name) >= 0
        && TypeNames.NamespaceOf(call.TargetMethod.ContainingType).StartsWith("Microsoft.Extensions.DependencyInjection", StringComparison.Ordinal)
        && call.TargetMethod.TypeArguments.Length == 1 && TypeNames.Is(call.TargetMethod.TypeArguments[0], "Microsoft.Extensions.AI.IChatClient");

    private static IOperation? Registered(IInvocationOperation call)
    {
        var value = Calls.Written(call).LastOrDefault()?.Value;
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body.Operations: { Length: 1 } body } } && body[0] is IReturnOperation { ReturnedValue: var made }
            ? made
            : value;
    }
}
