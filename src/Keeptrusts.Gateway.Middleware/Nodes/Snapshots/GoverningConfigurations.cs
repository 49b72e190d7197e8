using System.Collections.Frozen;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Nodes.Snapshots;

/// <summary>The deployed configurations of a gateway, swapped whole: a call takes no lock and makes no object to find its own.</summary>
/// <param name="gateway">The gateway's id.</param>
/// <param name="teams">Which configuration a team has.</param>
#pragma warning disable CA1852 // The control plane derives its own, which knows more of what stands in it.
internal class GoverningConfigurations(string gateway, TeamConfigurations teams) : IPolicySource
#pragma warning restore CA1852
{
    private readonly Lock _writing = new();
    private volatile Contents _contents = new(gateway, gateway, new Dictionary<string, PolicyConfiguration>(StringComparer.Ordinal));

    /// <summary>What is in force, by name.</summary>
    public IReadOnlyDictionary<string, PolicyConfiguration> Deployed => _contents.ByName;

    /// <summary>The name of the configuration of a gateway's keys from a template.</summary>
    public static string NameOf(string gateway, string template) => $"{gateway}.{template}";

    /// <summary>Exactly one governs: the key's pinned one, else its template's, else its team's, else the gateway's. A missing one is not replaced by a laxer one.</summary>
    public PolicyConfiguration? Resolve(KeyRecord key)
    {
        var contents = _contents;
        return key.Configuration is { } pinned ? contents.ByName.GetValueOrDefault(pinned)
            : key.Template is { } template ? contents.ByTemplate.GetValueOrDefault(template)
            : teams.ConfigurationOf(key.TeamId) is { } own ? contents.ByName.GetValueOrDefault(own)
            : contents.Gateway;
    }

    public void Put(PolicyConfiguration configuration) => Put([configuration], []);

    /// <summary>Puts versions into force, all with the same call, and takes names out of force.</summary>
    public void Put(IReadOnlyCollection<PolicyConfiguration> configurations, IReadOnlyCollection<string> withdrawn)
    {
        lock (_writing)
        {
            var all = new Dictionary<string, PolicyConfiguration>(_contents.ByName, StringComparer.Ordinal);
            foreach (var name in withdrawn)
            {
                all.Remove(name);
            }

            foreach (var configuration in configurations)
            {
                all[configuration.Name] = configuration;
            }

            _contents = new(gateway, _contents.Configuration, all);
        }
    }

    /// <summary>Sets which configuration governs where neither key nor team has one.</summary>
    public void Govern(string configuration)
    {
        lock (_writing)
        {
            _contents = new(gateway, configuration, _contents.ByName);
        }
    }

    private sealed class Contents
    {
        public Contents(string gateway, string configuration, IReadOnlyDictionary<string, PolicyConfiguration> all)
        {
            var prefix = NameOf(gateway, "");
            Configuration = configuration;
            ByName = all.ToFrozenDictionary(StringComparer.Ordinal);
            ByTemplate = all.Values.Where(c => c.Name.StartsWith(prefix, StringComparison.Ordinal)).ToFrozenDictionary(c => c.Name[prefix.Length..], StringComparer.Ordinal);
            Gateway = all.GetValueOrDefault(configuration);
        }

        /// <summary>The name of the gateway's own.</summary>
        public string Configuration { get; }

        public FrozenDictionary<string, PolicyConfiguration> ByName { get; }

        public FrozenDictionary<string, PolicyConfiguration> ByTemplate { get; }

        // Nearly every call is governed by the gateway's own configuration, so that one needs no look-up.
        public PolicyConfiguration? Gateway { get; }
    }
}
