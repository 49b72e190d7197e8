using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>Takes secrets from environment variables; knows no store.</summary>
internal sealed class EnvironmentSecretSource : ISecretSource
{
    public string? Find(SecretReference reference, string? host) =>
        reference.Source == "env" ? Environment.GetEnvironmentVariable(reference.Name) : null;
}
