using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>Events of a node's journal, in its order.</summary>
internal sealed record EventBatch(string Journal, IReadOnlyList<ShippedLine> Lines);

/// <summary>An event as it stands in the journal, and the place after it.</summary>
internal sealed record ShippedLine(long Segment, long Offset, string Json);

/// <summary>A place in a journal.</summary>
internal sealed record Place(long Segment, long Offset);

/// <summary>Something was done; there is nothing more to say.</summary>
internal sealed record Done;

/// <summary>Something asked for by its name.</summary>
internal sealed record Named(string Name);

/// <summary>Bytes that only the node's memory sees.</summary>
internal sealed record SecretBytes(byte[] Value)
{
    /// <summary>Leaves them out, so that no log line can carry them.</summary>
    public override string ToString() => nameof(SecretBytes);
}

/// <summary>A ticket, or none.</summary>
internal sealed record MaybeTicket(EscalationTicket? Ticket);

/// <summary>A held answer, or none.</summary>
internal sealed record MaybeHeld(HeldAnswer? Answer);
