using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>The configurations as the gateway sees them; a change here governs the next call.</summary>
internal interface ILiveConfigurations
{
    /// <summary>What is deployed, by name.</summary>
    IReadOnlyDictionary<string, PolicyConfiguration> Deployed { get; }

    /// <summary>Puts a version into force.</summary>
    void Put(PolicyConfiguration configuration);
}
