using System.Collections.Immutable;
using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Rules;

/// <summary>KT6004: an id in code that no policy file of the project defines. Without such a file nothing is said.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownIdAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Property of a finding: the id that is meant, probably.</summary>
    internal const string Meant = "Meant";

    private static readonly DiagnosticDescriptor Rule = new(
        RuleIdentifiers.UnknownId,
        "An id in code that no policy file defines",
        "No policy file of this project defines the {0} `{1}`{2}",
        "Governance",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RuleIdentifiers.HelpLink(RuleIdentifiers.UnknownId));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var policies = new ProjectPolicies(start.Options, start.CancellationToken);
            if (policies.Files.Count > 0)
            {
                start.RegisterOperationAction(c => Check(c, policies), OperationKind.Literal);
            }
        });
    }

    private static void Check(OperationAnalysisContext context, ProjectPolicies policies)
    {
        var literal = (ILiteralOperation)context.Operation;
        if (literal.ConstantValue.Value is not string { Length: > 0 } text || CodeIds.KindOf(literal) is not { } kind)
        {
            return;
        }

        // In the header a policy stands with its verdict: name=block.
        var id = kind == IdKind.Policy ? text.Split('=')[0].Trim() : text;
        if (id.Length == 0 || !policies.Lacks(kind, id))
        {
            return;
        }

        var meant = policies.Nearest(kind, id);
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            literal.Syntax.GetLocation(),
            meant is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Meant, meant + text.Substring(text.IndexOf(id, StringComparison.Ordinal) + id.Length)),
            Name(kind),
            id,
            meant is null ? "; define it or correct the id" : $"; did you mean `{meant}`?"));
    }

    private static string Name(IdKind kind) => kind switch
    {
        IdKind.Policy => "policy",
        IdKind.Target => "target",
        _ => "model",
    };
}
