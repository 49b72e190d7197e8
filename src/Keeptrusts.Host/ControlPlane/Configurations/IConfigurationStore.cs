using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Where configurations are kept. A change, its deployment and its audit entry are one transaction.</summary>
internal interface IConfigurationStore
{
    /// <summary>All configurations with their versions, newest first.</summary>
    Task<IReadOnlyList<Configuration>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One configuration with its versions, newest first.</summary>
    Task<Configuration?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The version in force of every configuration that has one.</summary>
    Task<IReadOnlyList<ConfigurationVersion>> DeployedAsync(CancellationToken cancellationToken);

    /// <summary>What was put into force of a configuration, newest first.</summary>
    Task<IReadOnlyList<ConfigurationDeployment>> DeploymentsAsync(string name, CancellationToken cancellationToken);

    /// <summary>What was put into force of any configuration since a time.</summary>
    Task<IReadOnlyList<ConfigurationDeployment>> DeploymentsSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The newest version of a configuration from one source.</summary>
    Task<ConfigurationVersion?> NewestAsync(string name, VersionSource source, CancellationToken cancellationToken);

    /// <summary>Adds a version, and the configuration where it is its first; with a deployment it is in force at once.</summary>
    /// <param name="version">The version; its revision is one above the newest that the author saw.</param>
    /// <param name="deployment">What puts it into force, or <see langword="null"/>.</param>
    /// <param name="replaces">The revision that was in force when its author decided; <see langword="null"/>: none.</param>
    /// <param name="audit">Written beside it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns><see langword="false"/>: somebody else was faster, and nothing has changed.</returns>
    Task<bool> AddAsync(ConfigurationVersion version, ConfigurationDeployment? deployment, int? replaces, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Puts a stored version into force.</summary>
    /// <param name="deployment">Which.</param>
    /// <param name="replaces">The revision that was in force when it was decided; <see langword="null"/>: none.</param>
    /// <param name="audit">Written beside it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns><see langword="false"/>: somebody else was faster, and nothing has changed.</returns>
    Task<bool> DeployAsync(ConfigurationDeployment deployment, int? replaces, AuditEntry audit, CancellationToken cancellationToken);
}
