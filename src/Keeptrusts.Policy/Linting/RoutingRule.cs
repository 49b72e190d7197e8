using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>
/// KT0003: this version asks one target per call. With a single target, fallback and breaker have nobody to turn to, so they may stand;
/// with more they would promise what does not happen.
/// </summary>
internal sealed class RoutingRule : DocumentRule
{
    private static readonly string[] Sections = ["fallback", "circuit_breaker"];

    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        if (document.Targets.Count < 2)
        {
            return;
        }

        foreach (var section in Sections)
        {
            if (document.Root.Map("providers")?.Find(section) is { } entry)
            {
                diagnostics.Error(
                    RuleCodes.UnknownKey,
                    DocumentPath.Key("providers", section),
                    entry.KeySpan,
                    $"`{section}` between several targets is not available in this version",
                    "remove it, or keep one target");
            }
        }
    }
}
