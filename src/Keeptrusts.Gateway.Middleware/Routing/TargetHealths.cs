using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>The health of every target that calls have gone to. Targets of one id, address and key are one, whichever documents name them.</summary>
internal sealed class TargetHealths(TimeProvider time)
{
    private readonly ConditionalWeakTable<TargetPlan, TargetHealth> _byPlan = [];
    private readonly ConcurrentDictionary<(string Id, string? Address, string? Secret), TargetHealth> _known = new();

    public TargetHealth Of(TargetPlan target) =>
        _byPlan.TryGetValue(target, out var health) ? health : _byPlan.GetValue(target, Known);

    /// <summary>Targets that are left alone just now, and for how long.</summary>
    public IReadOnlyList<(string Id, TimeSpan OpenFor)> Open() =>
        [.. _known.Values.Select(health => (health.Id, Left: health.Breaker.OpenFor())).Where(entry => entry.Left is not null).OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => (entry.Id, entry.Left!.Value))];

    private TargetHealth Known(TargetPlan target) => _known.GetOrAdd(
        (target.Id, target.BaseUrl?.AbsoluteUri, target.Secret is { } secret ? $"{secret.Source}:{secret.Name}" : null),
        static (key, time) => new(key.Id, time),
        time);
}
