using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Nodes.Links;

/// <summary>Events of a node's journal, and how far they reach.</summary>
internal sealed record EventBatch(IReadOnlyList<StoredEvent> Events, ShippingPosition Position);

/// <summary>When a token was used last.</summary>
internal sealed record TokenUse(string Id, DateTimeOffset At);

/// <summary>Whether something was done; there is nothing more to say.</summary>
internal sealed record Done;

/// <summary>Something asked for by its name.</summary>
internal sealed record Named(string Name);

/// <summary>Bytes that only the node's memory sees.</summary>
internal sealed record Bytes(byte[] Value)
{
    /// <summary>Leaves them out, so that no log line can carry them.</summary>
    public override string ToString() => nameof(Bytes);
}

/// <summary>An answer that may be none.</summary>
internal sealed record MaybeTicket(EscalationTicket? Ticket);

/// <summary>An answer that may be none.</summary>
internal sealed record MaybeHeld(HeldAnswer? Answer);

/// <summary>An answer that may be none.</summary>
internal sealed record MaybePosition(ShippingPosition? Position);
