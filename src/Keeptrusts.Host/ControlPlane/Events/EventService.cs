using System.Runtime.CompilerServices;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Audit;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Lists, shows and follows events.</summary>
internal sealed class EventService(IEventStore store, IAuditStore auditStore, AuditTrail audit, EventArrivals arrivals, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);

    /// <summary>One page, newest first.</summary>
    public Task<IReadOnlyList<StoredEvent>> ListAsync(Principal caller, EventFilter filter, long before, CancellationToken cancellationToken) =>
        store.BeforeAsync(filter with { Confinement = caller.Confinement }, before, cancellationToken);

    /// <summary>Those that came after one, oldest first.</summary>
    public Task<IReadOnlyList<StoredEvent>> NewerAsync(Principal caller, EventFilter filter, long after, CancellationToken cancellationToken) =>
        store.AfterAsync(filter with { Confinement = caller.Confinement }, after, cancellationToken);

    /// <summary>All that fit, newest first, read page by page.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="filter">Which events; its limit does not count.</param>
    /// <param name="before">The event behind which to begin.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<StoredEvent> AllAsync(Principal caller, EventFilter filter, long before, long most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rest = most;
        while (rest > 0 && await ListAsync(caller, filter with { Limit = (int)Math.Min(rest, EventFilter.MaxLimit) }, before, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var item in page)
            {
                yield return item;
            }

            (before, rest) = (page[^1].Sequence, rest - page.Count);
        }
    }

    /// <summary>The event of an id or of a request id, for somebody who looks into it: of an incident, when that was done first is kept.</summary>
    public async Task<Outcome<StoredEvent>> OpenAsync(Principal caller, string reference, CancellationToken cancellationToken)
    {
        var outcome = await FindAsync(caller, reference, cancellationToken);
        if (!outcome.Refused(out _, out var found) && IsIncident(found))
        {
            await store.OpenedAsync(new() { EventId = found.Id, TeamId = found.TeamId, CalledAt = found.Timestamp, OpenedAt = time.GetUtcNow() }, cancellationToken);
        }

        return outcome;
    }

    /// <summary>What was said in a call, as far as its policy keeps it; the look is recorded first.</summary>
    public async Task<Outcome<ContentTrace>> LookIntoAsync(Principal caller, string reference, CancellationToken cancellationToken)
    {
        if ((await FindAsync(caller, reference, cancellationToken)).Refused(out var unknown, out var found))
        {
            return unknown;
        }

        if (KeptContent.Of(found) is not { } content)
        {
            return new Refusal(RefusalKind.NotFound, $"nothing of what was said in `{found.Id}` is kept; the policy `audit-logger` says what is, with `content`");
        }

        await RecordLookAsync(caller, found, cancellationToken);
        return content;
    }

    /// <summary>An event whole, as <see cref="OpenAsync"/> finds it; where it keeps what was said, the look is recorded first.</summary>
    public async Task<Outcome<StoredEvent>> ReadAsync(Principal caller, string reference, CancellationToken cancellationToken)
    {
        var outcome = await OpenAsync(caller, reference, cancellationToken);
        if (!outcome.Refused(out _, out var found) && KeptContent.Of(found) is not null)
        {
            await RecordLookAsync(caller, found, cancellationToken);
        }

        return outcome;
    }

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

    // What somebody wants to know the cause of: stopped by a policy, or failed at the provider or in the gateway.
    private Task RecordLookAsync(Principal caller, StoredEvent found, CancellationToken cancellationToken) =>
        auditStore.AddAsync(audit.Entry(caller, "event.view", found.Id, null, (string?)null), cancellationToken);

    private static bool IsIncident(StoredEvent e) => e.Verdict is "block" or "escalate" || e.Outcome == "failed";
}
