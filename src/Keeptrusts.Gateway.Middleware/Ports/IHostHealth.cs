namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>What the gateway's host cannot reach just now. Asked on every request: answer from memory, take no lock, do no I/O.</summary>
public interface IHostHealth
{
    /// <summary>
    /// Since when the host has been cut off from where its configuration comes from, once that is too long to serve by what it has: calls are refused with
    /// <c>config_stale</c>. <see langword="null"/> while calls may be served.
    /// </summary>
    DateTimeOffset? StaleSince { get; }

    /// <summary>What is not as it should be, for <c>/readyz</c>; empty while all is well.</summary>
    IReadOnlyList<HealthFact> Facts { get; }
}
