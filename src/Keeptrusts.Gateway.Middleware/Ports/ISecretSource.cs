using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>Resolves the secrets that targets name. Values are used at once and never stored, logged or echoed.</summary>
public interface ISecretSource
{
    /// <summary>The secret's value, or <see langword="null"/> when it is not defined or not allowed here.</summary>
    string? Find(SecretReference reference);
}
