using Keeptrusts.Policy.Calls;
using System.Collections.Immutable;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Host.Runtime;

/// <summary>
/// Secrets from the environment of the host: only the variables that documents of whoever started it name.
/// Nobody who merely edits a configuration can make the host read another one.
/// </summary>
internal sealed class EnvironmentSecrets(ConfigurationSnapshot configurations, Func<string, string?> environment) : ISecretSource
{
    public string? Find(SecretReference reference, string? host) =>
        reference.Source == "env" && configurations.Deployed.Values.Any(c => c.Plan.EnvironmentVariables.Contains(reference.Name))
            ? environment(reference.Name)
            : null;
}
