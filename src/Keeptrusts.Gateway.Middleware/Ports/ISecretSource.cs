using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>Resolves the secrets that targets name. Values are used at once and never stored, logged or echoed.</summary>
public interface ISecretSource
{
    /// <summary>Finds a secret's value. Called on every request: answer from memory.</summary>
    /// <param name="reference">Which secret.</param>
    /// <param name="host">The host that it is about to be sent to; <see langword="null"/> where it stays in this process, such as the key of a hash.</param>
    /// <returns>The value, or <see langword="null"/> when it is not defined, or not allowed here or for that host.</returns>
    string? Find(SecretReference reference, string? host);
}
