using Keeptrusts.Policy.Kinds.AgentFirewall;
using Keeptrusts.Policy.Kinds.AuditLogger;
using Keeptrusts.Policy.Kinds.CostCap;
using Keeptrusts.Policy.Kinds.DataRouting;
using Keeptrusts.Policy.Kinds.ExternalModeration;
using Keeptrusts.Policy.Kinds.HumanOversight;
using Keeptrusts.Policy.Kinds.ModelAllowlist;
using Keeptrusts.Policy.Kinds.PiiDetector;
using Keeptrusts.Policy.Kinds.PromptInjection;
using Keeptrusts.Policy.Kinds.RateLimit;
using Keeptrusts.Policy.Kinds.Rbac;
using Keeptrusts.Policy.Kinds.SecretDetector;

namespace Keeptrusts.Policy.Kinds;

/// <summary>The built-in kinds. Adding one touches its folder and this list.</summary>
internal static class KindCatalog
{
    public static IReadOnlyList<PolicyKind> BuiltIn { get; } =
    [
        new PiiDetectorKind(),
        new SecretDetectorKind(),
        new PromptInjectionKind(),
        new ExternalModerationKind(),
        new RbacKind(),
        new ModelAllowlistKind(),
        new AgentFirewallKind(),
        new DataRoutingKind(),
        new RateLimitKind(),
        new CostCapKind(),
        new HumanOversightKind(),
        new AuditLoggerKind(),
    ];

    /// <summary>Names of the design's kinds that this version refuses.</summary>
    public static IReadOnlyList<string> Later { get; } =
    [
        "hipaa-phi-detector", "dlp-filter", "safety-filter", "language-validator", "citation-verifier", "quality-scorer",
    ];
}
