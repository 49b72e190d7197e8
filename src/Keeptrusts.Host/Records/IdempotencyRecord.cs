namespace Keeptrusts.Host.Records;

/// <summary>A creation that was asked for with an <c>Idempotency-Key</c>: asking again gives the same object, not a second one.</summary>
internal sealed class IdempotencyRecord
{
    /// <summary>Who asked, and their key, joined by a line feed.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and body, in lower-case hex.</summary>
    public required string Request { get; init; }

    /// <summary>The created object's id.</summary>
    public string? ObjectId { get; set; }

    public required DateTimeOffset At { get; init; }
}
