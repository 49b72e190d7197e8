using System.Text;
using Keeptrusts.Gateway.Middleware.Auditing;

namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>Ships events and last uses over the link.</summary>
internal sealed class LinkEvents(ControlLink link) : IEventIntake, ITokenUses
{
    public async Task<JournalPosition> PositionAsync(string journal, CancellationToken cancellationToken)
    {
        var place = await link.AskAsync(LinkOps.Position, new Named(journal), LinkJson.Default.Named, LinkJson.Default.Place, cancellationToken).ConfigureAwait(false);
        return new(place.Segment, place.Offset);
    }

    public Task TakeAsync(string journal, IReadOnlyList<JournalEvent> batch, CancellationToken cancellationToken) => link.AskAsync(
        LinkOps.Events,
        new EventBatch(journal, [.. batch.Select(e => new ShippedLine(e.Position.Segment, e.Position.Offset, Encoding.UTF8.GetString(e.Json.Span)))]),
        LinkJson.Default.EventBatch,
        LinkJson.Default.Done,
        cancellationToken);

    // The control plane has the key, and signs.
    public Task CheckpointAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task MarkUsedAsync(IReadOnlyCollection<TokenUse> uses, CancellationToken cancellationToken) =>
        link.AskAsync(LinkOps.Uses, [.. uses], LinkJson.Default.IReadOnlyListTokenUse, LinkJson.Default.Done, cancellationToken);
}
