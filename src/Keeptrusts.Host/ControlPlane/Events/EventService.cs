using System.Runtime.CompilerServices;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Lists, shows and follows events.</summary>
internal sealed class EventService(IEventStore store, EventArrivals arrivals)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);

    /// <summary>One page, newest first.</summary>
    public Task<IReadOnlyList<StoredEvent>> ListAsync(Principal caller, EventFilter filter, long before, CancellationToken cancellationToken) =>
        store.BeforeAsync(filter with { Confinement = caller.Confinement }, before, cancellationToken);

    /// <summary>The event of an id or of a request id.</summary>
    public async Task<Outcome<StoredEvent>> FindAsync(Principal caller, string reference, CancellationToken cancellationToken) =>
        await store.FindAsync(reference, cancellationToken) is { } found && caller.Sees(found.TeamId)
            ? found
            : new Refusal(RefusalKind.NotFound, $"no event `{reference}`; give an id from `kt events tail`, or the `x-request-id` of a response (an event appears within a second of its call)");

    /// <summary>The last few events, then every new one, oldest first, without an end.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="filter">Which events; its limit says how many of the past to begin with.</param>
    /// <param name="after">The last event already seen; <see langword="null"/>: begin with the past.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<StoredEvent> FollowAsync(
        Principal caller, EventFilter filter, long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var confined = filter with { Confinement = caller.Confinement };
        var last = after ?? 0;
        if (after is null)
        {
            var past = await store.BeforeAsync(confined with { Limit = Math.Max(1, filter.Limit) }, long.MaxValue, cancellationToken);
            last = past.Count > 0 ? past[0].Sequence : 0;
            foreach (var item in past.Take(filter.Limit).Reverse())
            {
                yield return item;
            }
        }

        while (true)
        {
            var arrived = arrivals.Next;
            var batch = await store.AfterAsync(confined with { Limit = EventFilter.MaxLimit }, last, cancellationToken);
            foreach (var item in batch)
            {
                last = item.Sequence;
                yield return item;
            }

            if (batch.Count == 0)
            {
                // Another control plane over the same database may have stored some, of which nobody tells this one.
                await arrived.WaitAsync(LookInterval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
