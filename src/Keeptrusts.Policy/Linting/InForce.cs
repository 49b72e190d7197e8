using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Linting;

/// <summary>The policies that act: in the chain, enabled, enforced, and in the environment that lint judges for.</summary>
internal static class InForce
{
    /// <param name="document">The document.</param>
    /// <param name="environment">The environment; <see langword="null"/>: any.</param>
    /// <returns>Blocks in the chain's order, each once.</returns>
    public static IEnumerable<PolicyBlock> Of(PolicyDocument document, string? environment)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in document.Chain)
        {
            if (seen.Add(entry.Name) && document.Block(entry.Name) is { Enabled: true, Shadow: false } block && ActsIn(block, environment))
            {
                yield return block;
            }
        }
    }

    /// <summary>Whether every call to which one policy applies is one to which another applies, as far as the words alone tell.</summary>
    public static bool Within(PolicyBlock inner, PolicyBlock outer) =>
        ReferenceEquals(inner, outer) || (outer.When.Count == 0 && outer.Except.Count == 0) || SameScope(inner, outer);

    /// <summary>Whether two policies apply to the same calls, as far as the words alone tell.</summary>
    public static bool SameScope(PolicyBlock a, PolicyBlock b) => Same(a.When, b.When) && Same(a.Except, b.Except);

    private static bool ActsIn(PolicyBlock block, string? environment) =>
        environment is null || block.When.Count == 0 || block.When.Any(s => s.Environments.Count == 0 || Glob.IsAnyMatch(s.Environments, environment));

    private static bool Same(IReadOnlyList<SelectorBlock> a, IReadOnlyList<SelectorBlock> b) =>
        a.Count == b.Count && !a.Where((selector, i) => !Same(selector, b[i])).Any();

    private static bool Same(SelectorBlock a, SelectorBlock b) =>
        a.Until == b.Until && Same(a.Teams, b.Teams) && Same(a.Keys, b.Keys) && Same(a.Users, b.Users)
        && Same(a.Models, b.Models) && Same(a.Providers, b.Providers) && Same(a.Environments, b.Environments);

    private static bool Same(IReadOnlyList<string> a, IReadOnlyList<string> b) =>
        new HashSet<string>(a, StringComparer.OrdinalIgnoreCase).SetEquals(b);
}
