using System.Collections.Concurrent;
using System.Collections.Immutable;
using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>
/// KT6005: the gateway is registered and not mapped, mapped and not registered, or stands in the wrong place of the pipeline. Only programs are judged whose whole is
/// visible: no libraries, no test projects, none that refers to another project's library which may do the other half.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GatewayWiringAnalyzer : DiagnosticAnalyzer
{
    private const string Title = "The gateway is wired incompletely or in the wrong order";
    private const string Category = "Governance";

    private static readonly DiagnosticDescriptor Half = new(
        RuleIdentifiers.GatewayWiring,
        Title,
        "{0}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleIdentifiers.HelpLink(RuleIdentifiers.GatewayWiring),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    private static readonly DiagnosticDescriptor Order = new(
        RuleIdentifiers.GatewayWiring,
        Title,
        "{0}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleIdentifiers.HelpLink(RuleIdentifiers.GatewayWiring));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Half, Order);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (!WholeProgram.UsesGateway(context.Compilation))
        {
            return;
        }

        context.RegisterOperationBlockAction(Block);
        if (context.Compilation.GetEntryPoint(context.CancellationToken) is null || !WholeProgram.IsVisible(context.Compilation))
        {
            return;
        }

        var registered = new ConcurrentBag<Location>();
        var mapped = new ConcurrentBag<Location>();
        context.RegisterOperationAction(
            c =>
            {
                var call = (IInvocationOperation)c.Operation;
                (GatewayCalls.IsRegistration(call) ? registered : GatewayCalls.IsMapping(call) ? mapped : null)?.Add(Calls.Name(call));
            },
            OperationKind.Invocation);
        context.RegisterCompilationEndAction(c => End(c, registered, mapped));
    }

    private static void End(CompilationAnalysisContext context, ConcurrentBag<Location> registered, ConcurrentBag<Location> mapped)
    {
        var (places, message) = (registered.IsEmpty, mapped.IsEmpty) switch
        {
            (false, true) => (registered, "The gateway is registered and never mapped, so it serves nothing; call `app.MapKeeptrustsGateway()`"),
            (true, false) => (mapped, "The gateway is mapped and never registered, so the program fails at start; call `builder.Services.AddKeeptrustsGateway()`"),
            _ => (new ConcurrentBag<Location>(), ""),
        };
        foreach (var place in places)
        {
            context.ReportDiagnostic(Diagnostic.Create(Half, place, message));
        }
    }

    private static void Block(OperationBlockAnalysisContext context)
    {
        var calls = context.OperationBlocks.SelectMany(b => b.Descendants()).OfType<IInvocationOperation>().ToList();
        foreach (var (call, message) in PipelineOrder.Mistakes(calls))
        {
            context.ReportDiagnostic(Diagnostic.Create(Order, Calls.Name(call), message));
        }
    }
}
