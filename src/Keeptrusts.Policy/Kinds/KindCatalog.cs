using Keeptrusts.Policy.Kinds.AuditLogger;
using Keeptrusts.Policy.Kinds.CostCap;
using Keeptrusts.Policy.Kinds.DlpFilter;
using Keeptrusts.Policy.Kinds.HipaaPhiDetector;
using Keeptrusts.Policy.Kinds.ModelAllowlist;
using Keeptrusts.Policy.Kinds.PiiDetector;
using Keeptrusts.Policy.Kinds.SafetyFilter;
using Keeptrusts.Policy.Kinds.SecretDetector;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Kinds;

/// <summary>The built-in kinds. Adding one touches its folder and this list.</summary>
internal static class KindCatalog
{
    public static IReadOnlyList<PolicyKind> All { get; } =
    [
        new PiiDetectorKind(),
        new SecretDetectorKind(),
        new HipaaPhiDetectorKind(),
        new DlpFilterKind(),
        new SafetyFilterKind(),
        new ModelAllowlistKind(),
        new CostCapKind(),
        new AuditLoggerKind(),
    ];

    public static KindSchemas Schemas { get; } = new(
        [.. All.Select(k => k.Schema)],
        [
            "prompt-injection", "external-moderation", "rbac",
            "agent-firewall", "data-routing-policy", "rate-limit", "human-oversight", "language-validator", "citation-verifier", "quality-scorer",
        ]);

    public static PolicyKind? Find(string name) => All.FirstOrDefault(k => k.Schema.Name == name);
}
