using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>Runs every rule over a document.</summary>
internal static class PolicyLinter
{
    private static readonly DocumentRule[] Rules =
    [
        new ChainRule(),
        new UnusedBlockRule(),
        new AuditLastRule(),
        new ExceptionRule(),
        new DuplicateTargetRule(),
        new TargetRule(),
        new SecretReferenceRule(),
        new PlainHttpRule(),
        new PriceTierRule(),
        new RoutingRule(),
        new TestRule(),
        new KindRule(),
    ];

    public static void Run(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var rule in Rules)
        {
            rule.Check(document, diagnostics);
        }
    }
}
