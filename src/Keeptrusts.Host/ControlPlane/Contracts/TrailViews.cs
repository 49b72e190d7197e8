using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>First line of an export.</summary>
/// <param name="Type"><c>export</c>.</param>
/// <param name="Version">1.</param>
/// <param name="At">When it was made.</param>
/// <param name="Whole">Whether it has all that the database has; else it begins and ends at checkpoints around what was asked for.</param>
/// <param name="PublicKeys">The exporter's public keys, in PEM.</param>
internal sealed record ExportHeader(string Type, int Version, DateTimeOffset At, bool Whole, IReadOnlyList<string> PublicKeys);

/// <summary>An event that an export leaves out.</summary>
internal sealed record OmittedEvent(string Type, string Gateway, string Chain, long Seq, string PrevHash, string Hash, string Digest);

/// <summary>An event whose row does not say what the event says.</summary>
internal sealed record ColumnMismatch(string Type, string Chain, long Seq, string EventId, IReadOnlyList<string> Columns);

/// <summary>A checkpoint as the API and exports show it.</summary>
/// <param name="Type"><c>checkpoint</c>.</param>
/// <param name="Gateway">The gateway's name.</param>
/// <param name="Chain">The chain's id.</param>
/// <param name="Seq">Number of the last event that it covers.</param>
/// <param name="EventId">That event's id.</param>
/// <param name="Hash">That event's hash.</param>
/// <param name="At">When it was signed.</param>
/// <param name="Boundary">Whether the events up to it were deleted because their time was over.</param>
/// <param name="KeyId">Which key signed.</param>
/// <param name="Signature">The signature, base64 of DER.</param>
internal sealed record CheckpointView(
    string Type, string Gateway, string Chain, long Seq, string EventId, string Hash, DateTimeOffset At, bool Boundary, string KeyId, string Signature)
{
    public static CheckpointView Of(Checkpoint c) => new("checkpoint", c.Gateway, c.Chain, c.Position, c.EventId, c.Hash, c.At, c.IsBoundary, c.KeyId, c.Signature);

    public Checkpoint ToRecord() => new()
    {
        Gateway = Gateway,
        Chain = Chain,
        Position = Seq,
        EventId = EventId,
        Hash = Hash,
        At = At,
        IsBoundary = Boundary,
        KeyId = KeyId,
        Signature = Signature,
    };
}
