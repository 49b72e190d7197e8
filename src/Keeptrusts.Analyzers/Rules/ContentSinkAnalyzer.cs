using System.Collections.Immutable;
using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>KT6008: text of a prompt or a completion goes to a log, the console or a trace, or telemetry is told to carry it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContentSinkAnalyzer : DiagnosticAnalyzer
{
    private const string Title = "Prompt or completion text leaves by a side door";
    private const string Category = "Privacy";

    private static readonly DiagnosticDescriptor Sink = new(
        RuleIdentifiers.ContentSink,
        Title,
        "Text of a prompt or a completion goes to {0}, where no policy redacts or forgets it; write its length, the model or the finish reason instead",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleIdentifiers.HelpLink(RuleIdentifiers.ContentSink));

    private static readonly DiagnosticDescriptor Sensitive = new(
        RuleIdentifiers.ContentSink,
        Title,
        "This has traces carry prompts and completions in full; leave it off outside of a developer's machine",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleIdentifiers.HelpLink(RuleIdentifiers.ContentSink));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Sink, Sensitive);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Call, OperationKind.Invocation);
        context.RegisterOperationAction(Assignment, OperationKind.SimpleAssignment);
    }

    private static void Call(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (ContentSinks.Of(call) is { } sink)
        {
            foreach (var value in Calls.Written(call).SelectMany(Values).Where(ContentFlow.Carries))
            {
                context.ReportDiagnostic(Diagnostic.Create(Sink, value.Syntax.GetLocation(), sink));
            }
        }
        else if (IsSwitch(call))
        {
            context.ReportDiagnostic(Diagnostic.Create(Sensitive, call.Syntax.GetLocation()));
        }
    }

    // Arguments of `params` arrays one by one, so that each has its own place.
    private static IEnumerable<IOperation> Values(IArgumentOperation argument) =>
        argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } values } } ? values.ElementValues : ImmutableArray.Create(argument.Value);

    private static bool IsSwitch(IInvocationOperation call) =>
        call.TargetMethod.Name == "SetSwitch" && TypeNames.Is(call.TargetMethod.ContainingType, "System.AppContext")
        && call.Arguments[0].Value.ConstantValue.Value is string name && name.EndsWith("EnableOTelDiagnosticsSensitive", StringComparison.Ordinal)
        && call.Arguments[1].Value.ConstantValue.Value is true;

    private static void Assignment(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: { Name: "EnableSensitiveData", ContainingType: var type } }
            && assignment.Value.ConstantValue.Value is true
            && type.Name.StartsWith("OpenTelemetry", StringComparison.Ordinal) && TypeNames.NamespaceOf(type) == "Microsoft.Extensions.AI")
        {
            context.ReportDiagnostic(Diagnostic.Create(Sensitive, assignment.Syntax.GetLocation()));
        }
    }
}
