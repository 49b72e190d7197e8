using System.Collections.Immutable;
using Keeptrusts.Policy.Diagnostics;
using Microsoft.CodeAnalysis;
using Severity = Keeptrusts.Policy.Diagnostics.DiagnosticSeverity;

namespace Keeptrusts.Analyzers.Documents;

/// <summary>The rules about documents as the compiler wants them described, from the one table of rules.</summary>
internal static class DocumentRules
{
    private const string Category = "Policy";

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = RuleCatalog.All
        .Where(rule => !rule.IsAboutCode)
        .ToImmutableDictionary(rule => rule.Id, Describe, StringComparer.Ordinal);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ById.Values.OrderBy(d => d.Id, StringComparer.Ordinal).ToImmutableArray();

    public static DiagnosticDescriptor Find(string id) => ById[id];

    public static Microsoft.CodeAnalysis.DiagnosticSeverity Of(Severity severity, bool isStrict) => severity switch
    {
        Severity.Error => Microsoft.CodeAnalysis.DiagnosticSeverity.Error,
        Severity.Warning when isStrict => Microsoft.CodeAnalysis.DiagnosticSeverity.Error,
        Severity.Warning => Microsoft.CodeAnalysis.DiagnosticSeverity.Warning,
        _ => Microsoft.CodeAnalysis.DiagnosticSeverity.Info,
    };

    // Not configurable: the document's own `lint` section sets severities, for the editor and the build alike.
    private static DiagnosticDescriptor Describe(RuleInfo rule) => new(
        rule.Id,
        rule.Title,
        "{0}",
        Category,
        Of(rule.Severity, isStrict: false),
        isEnabledByDefault: true,
        description: rule.What,
        helpLinkUri: rule.HelpUri,
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);
}
