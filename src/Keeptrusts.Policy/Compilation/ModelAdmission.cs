using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Compilation;

/// <summary>Judges a request by one <c>model-allowlist</c>.</summary>
internal static class ModelAdmission
{
    public static bool Refuses(ModelRule rule, string model, int? inputTokens, int? outputLimit) =>
        Glob.IsAnyMatch(rule.Deny, model)
        || (rule.Allow.Count > 0 && !Glob.IsAnyMatch(rule.Allow, model))
        || (rule.MaxInputTokens is { } mostInput && inputTokens > mostInput)
        || (rule.MaxOutputTokens is { } mostOutput && outputLimit > mostOutput);
}
