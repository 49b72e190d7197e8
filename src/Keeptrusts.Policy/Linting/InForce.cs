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

    /// <summary>Whether a policy can act in an environment.</summary>
    public static bool ActsIn(PolicyBlock block, string? environment) =>
        environment is null
        || ((block.When.Count == 0 || block.When.Any(s => s.Environments.Count == 0 || Glob.IsAnyMatch(s.Environments, environment))) && !block.Except.Any(e => IsOut(e, environment)));

    // An exception for an environment as such; one that ends is not counted on.
    private static bool IsOut(SelectorBlock exception, string environment) =>
        exception.Until is null
        && exception.Teams.Count + exception.Keys.Count + exception.Users.Count + exception.Models.Count + exception.Providers.Count == 0
        && Glob.IsAnyMatch(exception.Environments, environment);
}
