using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>The health of every target that calls have gone to. Targets of one id, address and key are one, whichever documents name them.</summary>
internal sealed class TargetHealths(TimeProvider time) : ITargetHealth
{
    private readonly ConditionalWeakTable<TargetPlan, TargetHealth> _byPlan = [];
    private readonly ConcurrentDictionary<(string Id, string? Address, string? Secret), TargetHealth> _known = new();

    public TargetHealth Of(TargetPlan target) =>
        _byPlan.TryGetValue(target, out var health) ? health : _byPlan.GetValue(target, Known);

    public IReadOnlyList<TargetStatus> Targets =>
        [.. _known.Values.Select(health => health.Status()).GroupBy(status => status.Target, StringComparer.Ordinal).Select(Worst).OrderBy(status => status.Target, StringComparer.Ordinal)];

    /// <summary>Targets that are left alone just now, and for how long.</summary>
    public IReadOnlyList<(string Id, TimeSpan OpenFor)> Open() =>
        [.. _known.Values.Select(health => (health.Id, Left: health.Breaker.OpenFor())).Where(entry => entry.Left is not null)
            .GroupBy(entry => entry.Id, StringComparer.Ordinal).OrderBy(target => target.Key, StringComparer.Ordinal)
            .Select(target => (target.Key, target.Max(entry => entry.Left!.Value)))];

    // Documents may give one id to several addresses; people look for the id.
    private static TargetStatus Worst(IEnumerable<TargetStatus> same)
    {
        var all = same.OrderByDescending(status => BreakerStates.Rank(status.State)).ThenByDescending(status => status.NextTryAt).ToList();
        var last = all.MaxBy(status => status.LastFailureAt)!;
        return all[0] with { LastFailure = last.LastFailure, LastFailureAt = last.LastFailureAt };
    }

    private TargetHealth Known(TargetPlan target) => _known.GetOrAdd(
        (target.Id, target.BaseUrl?.AbsoluteUri, target.Secret is { } secret ? $"{secret.Source}:{secret.Name}" : null),
        static (key, time) => new(key.Id, time),
        time);
}
