using System.Text.Json;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Turns a journal's event into a row: its bytes as they are, because the hash chain is over them, and what people filter by.</summary>
internal static class ShippedEventFactory
{
    /// <exception cref="JsonException">The bytes are no event.</exception>
    public static ShippedEvent Of(ReadOnlyMemory<byte> json)
    {
        try
        {
            return ShippedEventReader.Read(json.Span);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new JsonException("The bytes are no event.", e);
        }
    }
}
