namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>
/// Hears from the host what became of changed policy documents, so that nobody takes an old plan for the new one: <c>/readyz</c>, the log and the
/// events tell. The gateway supplies it.
/// </summary>
public interface IConfigurationHealth
{
    /// <summary>The last rejection; <see langword="null"/> while the newest documents govern.</summary>
    ConfigurationRejection? Rejection { get; }

    /// <summary>A changed document did not load; the version before stays in force. Writes an event (<c>config_rejected</c>) and a log line.</summary>
    /// <param name="configuration">The configuration's name.</param>
    /// <param name="inForce">The version that governs on, <c>name@version</c>.</param>
    /// <param name="code">Code of the document's first error.</param>
    Task RejectedAsync(string configuration, string inForce, string code);

    /// <summary>A document was put into force, so an earlier rejection of that configuration is over.</summary>
    /// <param name="configuration">The configuration's name.</param>
    void Accepted(string configuration);
}
