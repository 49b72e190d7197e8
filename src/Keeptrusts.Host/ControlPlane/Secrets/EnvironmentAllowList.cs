using System.Collections.Immutable;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Secrets;

/// <summary>
/// The environment variables that configurations may use, each with the hosts it may go to: those that documents of whoever started the host name, and
/// their targets' hosts. Who merely edits a configuration can neither make the host read another one nor send one elsewhere.
/// </summary>
internal sealed class EnvironmentAllowList
{
    private static readonly ImmutableHashSet<string> Nowhere = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    private ImmutableDictionary<string, ImmutableHashSet<string>> _hosts = ImmutableDictionary.Create<string, ImmutableHashSet<string>>(StringComparer.Ordinal);

    /// <summary>Adds what a document of whoever started the host names.</summary>
    public void Trust(PolicyPlan plan)
    {
        foreach (var name in plan.EnvironmentVariables)
        {
            var hosts = plan.Targets.Where(target => target is { Secret.Source: "env", BaseUrl: not null } && target.Secret.Name == name).Select(target => target.BaseUrl!.Host);
            ImmutableInterlocked.AddOrUpdate(ref _hosts, name, Nowhere.Union(hosts), (_, before) => before.Union(hosts));
        }
    }

    /// <summary>All of it.</summary>
    public IReadOnlyDictionary<string, ImmutableHashSet<string>> All => _hosts;

    /// <param name="name">The variable.</param>
    /// <param name="host">Where it is to be sent; <see langword="null"/>: it stays here.</param>
    public bool Allows(string name, string? host) => _hosts.TryGetValue(name, out var hosts) && (host is null || hosts.Contains(host));
}
