using System.Collections.Immutable;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Configurations;

namespace Keeptrusts.Host.Runtime;

/// <summary>The deployed configurations, swapped whole.</summary>
/// <param name="gatewayConfiguration">The name of the gateway's own.</param>
/// <param name="teams">Which configuration a team has.</param>
internal sealed class ConfigurationSnapshot(string gatewayConfiguration, TeamSnapshot teams) : IPolicySource, ILiveConfigurations
{
    private readonly Lock _writing = new();
    private volatile ImmutableDictionary<string, PolicyConfiguration> _deployed = ImmutableDictionary.Create<string, PolicyConfiguration>(StringComparer.Ordinal);

    // Nearly every call is governed by the gateway's own configuration, so that one needs no look-up.
    private volatile PolicyConfiguration? _gateway;

    public IReadOnlyDictionary<string, PolicyConfiguration> Deployed => _deployed;

    public PolicyConfiguration? Resolve(KeyRecord key) =>
        (key.Configuration ?? teams.ConfigurationOf(key.TeamId)) is { } pinned ? _deployed.GetValueOrDefault(pinned) : _gateway;

    public void Put(PolicyConfiguration configuration)
    {
        lock (_writing)
        {
            _deployed = _deployed.SetItem(configuration.Name, configuration);
            _gateway = _deployed.GetValueOrDefault(gatewayConfiguration);
        }
    }
}
