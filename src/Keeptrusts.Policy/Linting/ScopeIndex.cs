using System.Globalization;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>Policies by the calls to which they apply, as far as the words of their selectors alone tell: those that apply to every call, and those that say the same.</summary>
internal sealed class ScopeIndex
{
    private readonly Dictionary<PolicyBlock, string> _scopes;
    private readonly ILookup<string, PolicyBlock> _byScope;

    public ScopeIndex(IReadOnlyList<PolicyBlock> policies)
    {
        _scopes = policies.ToDictionary(p => p, Scope);
        _byScope = policies.ToLookup(p => _scopes[p], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether the policy applies to every call.</summary>
    public static bool IsEverything(PolicyBlock policy) => policy.When.Count == 0 && policy.Except.Count == 0;

    /// <summary>The policies that apply to every call to which this one applies; itself among them.</summary>
    public IEnumerable<PolicyBlock> Around(PolicyBlock policy) => IsEverything(policy) ? _byScope[""] : _byScope[""].Concat(_byScope[_scopes[policy]]);

    // Equal texts for equal selectors, whatever the order of their values; empty for every call.
    private static string Scope(PolicyBlock policy) => IsEverything(policy) ? ""
        : string.Join("\u0001", policy.When.Select(Text)) + "\u0002" + string.Join("\u0001", policy.Except.Select(Text));

    private static string Text(SelectorBlock s) =>
        string.Join("\u0003", new[] { s.Teams, s.Keys, s.Users, s.Models, s.Providers, s.Environments }.Select(Values)) + s.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Values(IReadOnlyList<string> values) =>
        values.Count < 2 ? string.Concat(values) : string.Join("\u0004", values.Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(v => v, StringComparer.OrdinalIgnoreCase));
}
