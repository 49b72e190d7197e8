using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Nodes.Links;

/// <summary>Events of a node's journal, and how far they reach.</summary>
internal sealed record EventBatch(IReadOnlyList<StoredEvent> Events, ShippingPosition Position);

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

/// <summary>A position, or none.</summary>
internal sealed record MaybePosition(ShippingPosition? Position);
