using System.Text.Json.Serialization;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A webhook as the API shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where messages go.</param>
/// <param name="Events">Which; empty: all.</param>
/// <param name="Enabled">Whether it is told.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record WebhookView(string Id, string Url, IReadOnlyList<string> Events, bool Enabled, DateTimeOffset CreatedAt)
{
    public static WebhookView Of(Webhook webhook) => new(webhook.Id, webhook.Url, webhook.Events, webhook.Enabled, webhook.CreatedAt);
}

/// <summary>The one answer that carries a webhook's key.</summary>
internal sealed record MintedWebhookView(string Id, string Url, IReadOnlyList<string> Events, string Secret, DateTimeOffset CreatedAt)
{
    /// <summary>Leaves the key out, so that no log line can carry it.</summary>
    public override string ToString() => Id;
}

/// <summary>Body of <c>POST /v1/webhooks</c>.</summary>
/// <param name="Url">Where messages go.</param>
/// <param name="Events">Which; none: all.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewWebhook(string? Url, IReadOnlyList<string>? Events = null);

/// <summary>A message as the API shows it.</summary>
internal sealed record DeliveryView(string Id, string Event, string Status, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? NextAt, DateTimeOffset? DeliveredAt, string? Problem)
{
    public static DeliveryView Of(WebhookDelivery delivery) => new(
        delivery.Id,
        delivery.Event,
        delivery.DeliveredAt is not null ? "delivered" : delivery.NextAt is null ? "failed" : "waiting",
        delivery.Attempts,
        delivery.CreatedAt,
        delivery.NextAt,
        delivery.DeliveredAt,
        delivery.Problem);
}

/// <summary>What a webhook is sent: ids, never content.</summary>
/// <param name="Id">Of the message; the same when it is sent again.</param>
/// <param name="Type">What happened.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Data">To what.</param>
internal sealed record WebhookMessage(string Id, string Type, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, string> Data);
