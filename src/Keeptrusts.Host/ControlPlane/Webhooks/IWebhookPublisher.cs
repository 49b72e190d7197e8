namespace Keeptrusts.Host.ControlPlane.Webhooks;

/// <summary>Tells webhooks that something has happened.</summary>
internal interface IWebhookPublisher
{
    /// <summary>
    /// Stores a message for each webhook that listens; it is sent, and sent again, in the background. Trouble here is logged and never that of the caller.
    /// </summary>
    /// <param name="type">One of <see cref="WebhookEvents"/>.</param>
    /// <param name="data">Ids and names of what it is about, never content and never a key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task PublishAsync(string type, Dictionary<string, string> data, CancellationToken cancellationToken);
}
