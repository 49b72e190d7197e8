using System.Collections.Immutable;
using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>
/// KT6007: decorators in the wrong order around the policy. The first <c>Use…</c> is the outermost. Right is: function invocation, so that each of its round trips
/// passes the policy; the policy; then cache, telemetry and logging, which so see what the policy has let through, and whose replies it judges.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DecoratorOrderAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIdentifiers.DecoratorOrder,
        "A decorator stands on the wrong side of the policy",
        "{0}",
        "Governance",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleIdentifiers.HelpLink(RuleIdentifiers.DecoratorOrder));

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
        if (!ChatClientChain.IsBuilder(call.Type) || DecoratorOrder.SideOf(call.TargetMethod.Name) is not { } side)
        {
            return;
        }

        var calls = ChatClientChain.Of(call).Calls;
        var policies = calls.Where(c => c.TargetMethod.Name == ChatClientChain.Policy).Select(c => Position(calls, c)).ToList();
        var own = Position(calls, call);
        if (policies.Count > 0 && own >= 0 && Trouble(call.TargetMethod.Name, side, own, policies) is { } message)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, Calls.Name(call), message));
        }
    }

    private static string? Trouble(string name, DecoratorSide side, int own, List<int> policies) =>
        side == DecoratorSide.Inside && own < policies[0] ? $"`{name}` is outside the policy, so it {DecoratorOrder.Harm(name)}; move it after `UseKeeptrustsPolicy`"
        : side == DecoratorSide.Outside && own > policies[policies.Count - 1] ? $"`{name}` is inside the policy, which so misses the calls and results of tools; move it before `UseKeeptrustsPolicy`"
        : null;

    private static int Position(IReadOnlyList<IInvocationOperation> calls, IInvocationOperation call)
    {
        for (var i = 0; i < calls.Count; i++)
        {
            if (calls[i].Syntax == call.Syntax)
            {
                return i;
            }
        }

        return -1;
    }
}
