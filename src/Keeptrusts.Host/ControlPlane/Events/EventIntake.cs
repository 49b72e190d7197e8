using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Host.ControlPlane.Events.Trail;
using Keeptrusts.Host.ControlPlane.Webhooks;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>
/// Takes what journals ship, of this process's gateway and of others. The position moves in the transaction of the events, and an event that is there
/// already is skipped, so a crash at any point neither loses nor doubles one.
/// </summary>
internal sealed class EventIntake(IEventStore events, ITrailStore trail, CheckpointKeeper checkpoints, EventArrivals arrivals, BudgetAlerts? budgets = null) : IEventIntake
{
    /// <summary>How far a journal has been taken.</summary>
    public async Task<JournalPosition> PositionAsync(string journal, CancellationToken cancellationToken) =>
        await events.PositionAsync(journal, cancellationToken) is { } stored ? new(stored.Segment, stored.Offset) : default;

    /// <summary>Stores a batch in the journal's order.</summary>
    public async Task TakeAsync(string journal, IReadOnlyList<JournalEvent> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var shipped = batch.Select(item => ShippedEventFactory.Of(item.Json)).ToList();
        var position = batch[^1].Position;
        var head = ChainHead.Of(shipped[^1].Row);
        var checkpoint = checkpoints.DueAfter(head);
        await events.AppendAsync(shipped, new() { Journal = journal, Segment = position.Segment, Offset = position.Offset }, checkpoint, cancellationToken);
        checkpoints.Stored(head, checkpoint is not null);
        arrivals.Signal();
        await (budgets?.NoticeAsync(shipped.Select(item => item.Row)) ?? Task.CompletedTask);
    }

    /// <summary>Stores the checkpoints of chains that have grown since their last one.</summary>
    public async Task CheckpointAsync(CancellationToken cancellationToken)
    {
        foreach (var (head, due) in checkpoints.Due())
        {
            await trail.AddAsync(due, cancellationToken);
            checkpoints.Stored(head, signed: true);
        }
    }
}
