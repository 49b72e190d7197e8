using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>The configurations as the gateway sees them; a change here governs the next call.</summary>
internal interface ILiveConfigurations
{
    /// <summary>What is in force, by name.</summary>
    IReadOnlyDictionary<string, PolicyConfiguration> Deployed { get; }

    /// <summary>Puts versions into force, all with the same call, and takes names out of force.</summary>
    void Put(IReadOnlyCollection<PolicyConfiguration> configurations, IReadOnlyCollection<string> withdrawn);

    /// <summary>Puts a version into force.</summary>
    void Put(PolicyConfiguration configuration) => Put([configuration], []);

    /// <summary>Sets which configuration governs where neither key nor team has one.</summary>
    void Govern(string configuration);
}
