using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events.Trail;

/// <summary>Where a chain has got to, as the journal says.</summary>
internal sealed record ChainHead(string Gateway, string Chain, long Position, string EventId, string Hash)
{
    public static ChainHead Of(StoredEvent row)
    {
        var seal = EventSeal.Read(System.Text.Encoding.UTF8.GetBytes(row.Json));
        return new(row.Gateway, row.Chain, row.Position, row.Id, seal?.Hash ?? "");
    }

    /// <summary>The statement about it, not signed yet.</summary>
    public Checkpoint Statement(DateTimeOffset at, bool isBoundary) => new()
    {
        Gateway = Gateway,
        Chain = Chain,
        Position = Position,
        EventId = EventId,
        Hash = Hash,
        At = at,
        IsBoundary = isBoundary,
        KeyId = "",
        Signature = "",
    };
}
