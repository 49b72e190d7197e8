using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>An acknowledged event as it stands in the journal. Keep its bytes: the hash chain is over them.</summary>
/// <param name="Position">The place after it.</param>
/// <param name="Json">The event with its hashes, in UTF-8.</param>
public sealed record JournalEvent(JournalPosition Position, ReadOnlyMemory<byte> Json)
{
    /// <summary>Reads the event.</summary>
    /// <exception cref="JsonException">The bytes are no event.</exception>
    public CallEvent Read() =>
        JsonSerializer.Deserialize(Json.Span, JournalJson.Default.CallEvent) ?? throw new JsonException("The journal's line is no event.");
}
