using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

/// <summary>Filters as queries; <see cref="EventFilter.Fits"/> says the same in memory.</summary>
internal static class EventQueries
{
    public static IQueryable<StoredEvent> That(this IQueryable<StoredEvent> events, EventFilter filter)
    {
        events = filter.Confinement is { } only ? events.Where(e => e.TeamId == only) : events;
        events = filter.Team is { } team ? events.Where(e => e.TeamId == team) : events;
        // One column or the other: an index serves either, none serves both in the order of the page.
        events = filter.KeyIsId ? events.Where(e => e.KeyId == filter.Key) : filter.Key is { } name ? events.Where(e => e.KeyName == name) : events;
        events = filter.User is { } user ? events.Where(e => e.UserId == user) : events;
        events = filter.Model is { } model ? events.Where(e => e.Model == model) : events;
        events = filter.Provider is { } provider ? events.Where(e => e.Provider == provider) : events;
        events = filter.Gateway is { } gateway ? events.Where(e => e.Gateway == gateway) : events;
        events = filter.Verdict is { } verdict ? events.Where(e => e.Verdict == verdict) : events;
        events = filter.Reason is { } reason ? events.Where(e => e.ReasonCode == reason) : events;
        events = filter.Outcome is { } outcome ? events.Where(e => e.Outcome == outcome) : events;
        events = filter.Fired is { } fired ? events.Where(e => fired.Contains(e.Fired)) : filter.Policy is { } policy ? events.Where(e => e.Fired.Contains($"|{policy}|")) : events;
        events = filter.Request is { } request ? events.Where(e => e.RequestId == request) : events;
        events = filter.Since is { } since ? events.Where(e => e.Timestamp >= since) : events;
        return filter.Until is { } until ? events.Where(e => e.Timestamp < until) : events;
    }
}
