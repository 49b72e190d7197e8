using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Nodes.Links;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime.Links;

/// <summary>Ships events and last uses over the link.</summary>
internal sealed class LinkEvents(ControlLink link) : IEventSink, ITokenUses
{
    public async Task<ShippingPosition?> PositionAsync(string journal, CancellationToken cancellationToken) =>
        (await link.AskAsync(LinkOps.Position, new Named(journal), LinkJson.Default.Named, LinkJson.Default.MaybePosition, cancellationToken)).Position;

    public Task AppendAsync(IReadOnlyList<StoredEvent> events, ShippingPosition position, CancellationToken cancellationToken) =>
        link.AskAsync(LinkOps.Events, new EventBatch(events, position), LinkJson.Default.EventBatch, LinkJson.Default.Done, cancellationToken);

    public Task MarkUsedAsync(IReadOnlyCollection<TokenUse> uses, CancellationToken cancellationToken) =>
        link.AskAsync(LinkOps.Uses, [.. uses], LinkJson.Default.IReadOnlyListTokenUse, LinkJson.Default.Done, cancellationToken);
}
