namespace Keeptrusts.Host.Records;

/// <summary>An address that is told when something happens.</summary>
internal sealed class Webhook
{
    public required string Id { get; init; }

    public required string Url { get; set; }

    /// <summary>Names of events, such as <c>escalation.created</c>; empty: all.</summary>
    public required IReadOnlyList<string> Events { get; set; }

    /// <summary>The secret that signs, encrypted.</summary>
    public required byte[] Ciphertext { get; set; }

    /// <summary>The team it belongs to; <see langword="null"/>: the organisation.</summary>
    public string? TeamId { get; init; }

    public bool Enabled { get; set; } = true;

    public required DateTimeOffset CreatedAt { get; init; }
}
