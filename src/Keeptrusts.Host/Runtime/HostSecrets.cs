using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Host.Runtime;

/// <summary>
/// Secrets of targets: from the store, or from environment variables of the host that whoever started it has named. Either goes only to hosts that are
/// allowed for it.
/// </summary>
internal sealed class HostSecrets(SecretSnapshot store, EnvironmentAllowList allowed, Func<string, string?> environment) : ISecretSource
{
    public string? Find(SecretReference reference, string? host) => reference.Source switch
    {
        "env" => allowed.Allows(reference.Name, host) ? environment(reference.Name) : null,
        "store" => store.Reveal(reference.Name, host),
        _ => null,
    };
}
