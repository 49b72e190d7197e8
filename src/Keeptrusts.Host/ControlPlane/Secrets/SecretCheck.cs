using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Secrets;

/// <summary>Holds a document's secrets against what this host has and allows. The same is asked again whenever one is about to be sent.</summary>
internal sealed class SecretCheck(ISecretDirectory store, EnvironmentAllowList environment)
{
    private const string Undefined = "KT1001";
    private const string HostNotAllowed = "KT1011";

    /// <summary>The hosts that a secret may reach; <see langword="null"/> where there is no such secret.</summary>
    public IReadOnlyList<string>? HostsOf(string name) => store.Find(name)?.AllowedHosts;

    /// <summary>What is wrong, with the name to look for in the document.</summary>
    /// <param name="plan">The document, compiled.</param>
    /// <param name="trusted">Whether whoever started the host wrote it: then its variables may be read, and go to its targets.</param>
    public IEnumerable<(string Name, Func<SourceSpan, Diagnostic> Diagnostic)> Problems(PolicyPlan plan, bool trusted)
    {
        foreach (var target in plan.Targets)
        {
            if (target.Secret is not { } reference || target.BaseUrl is not { } address)
            {
                continue;
            }

            var (path, name, host) = ($"providers.targets.{target.Id}.secret_key_ref", reference.Name, address.Host);
            if (reference.Source == "env")
            {
                if (!trusted && !environment.Allows(name, host))
                {
                    yield return (name, at => new(HostNotAllowed, DiagnosticSeverity.Error, path, at, environment.Allows(name, null)
                        ? $"target `{target.Id}` would send the variable `{name}` to `{host}`, which whoever started the host has not allowed"
                        : $"the variable `{name}` is not among those that configurations may read on this host", $"put the key into the store (`kt secret set NAME --allowed-host {host}`) and write `secret_key_ref: {{ store: NAME }}`"));
                }
            }
            else if (store.Find(name) is not { } secret)
            {
                yield return (name, at => new(Undefined, DiagnosticSeverity.Error, path, at, $"there is no secret `{name}` in the store", $"`kt secret set {name} --allowed-host {host}` adds it"));
            }
            else if (!AllowedHosts.Allow(secret.AllowedHosts, host))
            {
                yield return (name, at => new(HostNotAllowed, DiagnosticSeverity.Error, path, at, $"target `{target.Id}` would send the secret `{name}` to `{host}`, which is not among its allowed hosts", $"ask an administrator for `kt secret set {name} --allowed-host {host}`, or use another target"));
            }
        }
    }
}
