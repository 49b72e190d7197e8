namespace Keeptrusts.Host.Records;

/// <summary>One message to a webhook, until it is delivered or given up.</summary>
internal sealed class WebhookDelivery
{
    public required string Id { get; init; }

    public required string WebhookId { get; init; }

    public required string Event { get; init; }

    /// <summary>The body, JSON; ids, never content.</summary>
    public required string Body { get; init; }

    public int Attempts { get; set; }

    /// <summary>When it is tried next; <see langword="null"/> when it is done with.</summary>
    public DateTimeOffset? NextAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Why the last attempt failed, without anything the other side said.</summary>
    public string? Problem { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
