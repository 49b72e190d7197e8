namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>Tells which configuration governs a call. Called on every request: answer from memory, take no lock, do no I/O.</summary>
public interface IPolicySource
{
    /// <summary>The key's pinned configuration, else its template's, else its team's, else the gateway's.</summary>
    /// <returns>The configuration, or <see langword="null"/> when none is loaded.</returns>
    PolicyConfiguration? Resolve(KeyRecord key);
}
