using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Host.Runtime;

/// <summary>Secrets from the environment of the host: only the variables that whoever started it named, in whatever document they are asked for.</summary>
internal sealed class EnvironmentSecrets(EnvironmentAllowList allowed, Func<string, string?> environment) : ISecretSource
{
    public string? Find(SecretReference reference, string? host) =>
        reference.Source == "env" && allowed.Allows(reference.Name) ? environment(reference.Name) : null;
}
