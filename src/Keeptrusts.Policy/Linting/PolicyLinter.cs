using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Linting.Conflicts;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Linting;

/// <summary>Runs every rule over a document.</summary>
internal static class PolicyLinter
{
    /// <param name="document">The document.</param>
    /// <param name="kinds">The kinds of this program.</param>
    /// <param name="schemas">Those and the ones that the document declares.</param>
    /// <param name="options">What the program brings and asks.</param>
    /// <param name="diagnostics">Receives the findings.</param>
    public static void Run(PolicyDocument document, KindSet kinds, KindSchemas schemas, PolicyOptions options, DiagnosticBag diagnostics)
    {
        foreach (var rule in Rules(kinds, schemas, options))
        {
            rule.Check(document, diagnostics);
        }
    }

    private static DocumentRule[] Rules(KindSet kinds, KindSchemas schemas, PolicyOptions options) =>
    [
        new ChainRule(schemas),
        new UnusedBlockRule(),
        new AuditLastRule(),
        new ExceptionRule(),
        new DuplicateTargetRule(),
        new TargetRule(),
        new SecretReferenceRule(options.HasVariable),
        new PlainHttpRule(),
        new PriceTierRule(),
        new RoutingRule(),
        new KeyBudgetRule(),
        new TestRule(),
        new KindRule(kinds),
        new UndeclaredKindRule(schemas),
        new ConflictRule(kinds, options),
    ];
}
