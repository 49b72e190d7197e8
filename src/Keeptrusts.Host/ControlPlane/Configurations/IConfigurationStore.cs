using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Where configurations are kept.</summary>
internal interface IConfigurationStore
{
    /// <summary>All configurations with their versions, newest first.</summary>
    Task<IReadOnlyList<Configuration>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The newest version of a configuration, or the newest from one source.</summary>
    Task<ConfigurationVersion?> NewestAsync(string name, VersionSource? source, CancellationToken cancellationToken);

    /// <summary>Adds a version, and the configuration where it is its first.</summary>
    Task AddAsync(ConfigurationVersion version, AuditEntry audit, CancellationToken cancellationToken);
}
