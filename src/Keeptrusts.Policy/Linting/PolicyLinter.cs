using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Linting.Conflicts;
using Keeptrusts.Policy.Linting.Secrets;
using Keeptrusts.Policy.Parsing;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Linting;

/// <summary>Runs every rule over a document.</summary>
internal static class PolicyLinter
{
    /// <param name="document">The document.</param>
    /// <param name="source">Its text.</param>
    /// <param name="kinds">The kinds of this program.</param>
    /// <param name="schemas">Those and the ones that the document declares.</param>
    /// <param name="wishes">What the program brings and asks.</param>
    /// <param name="diagnostics">Receives the findings.</param>
    public static void Run(PolicyDocument document, SourceText source, KindSet kinds, KindSchemas schemas, LintWishes wishes, DiagnosticBag diagnostics)
    {
        foreach (var rule in Rules(source, kinds, schemas, wishes))
        {
            rule.Check(document, diagnostics);
        }
    }

    private static DocumentRule[] Rules(SourceText source, KindSet kinds, KindSchemas schemas, LintWishes wishes) =>
    [
        new ChainRule(schemas),
        new UnusedBlockRule(),
        new AuditLastRule(),
        new ExceptionRule(),
        new ExceptionOverRule(wishes.Today),
        new DuplicateTargetRule(),
        new TargetRule(),
        new SecretReferenceRule(wishes.HasVariable),
        new SecretHostRule(wishes.AllowedHosts),
        new VariableNameRule(),
        new UnusedVariableRule(),
        new PlainHttpRule(),
        new PriceTierRule(),
        new RoutingRule(),
        new SelectorTargetRule(),
        new UnservedModelRule(),
        new UnreachableTargetRule(wishes.Environment),
        new KeyBudgetRule(),
        new BudgetOrderRule(wishes.Environment),
        new UnpricedModelRule(wishes.HasPrice, wishes.Environment),
        new LimitOrderRule(wishes.Environment),
        new ErrorsAllowedRule(schemas, wishes.Environment),
        new StreamingRule(schemas, wishes.Environment),
        new TestRule(),
        new KindRule(kinds, wishes.Environment),
        new UndeclaredKindRule(schemas),
        new ConflictRule(kinds, wishes.Environment, wishes.Today),
        new LiteralSecretRule(source),
    ];
}
