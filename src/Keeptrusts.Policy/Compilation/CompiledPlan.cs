using Keeptrusts.Policy.Calls;
using System.Collections.Concurrent;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy.Compilation;

/// <summary>The plan of one document, with the scoped plans that calls have asked for so far.</summary>
internal sealed class CompiledPlan : PolicyPlan
{
    // Documents select few combinations; the bound only stops a hostile mix of facts from filling memory.
    private const int MostCached = 1024;

    private readonly PackSection _pack;
    private readonly PolicyUnit[] _units;
    private readonly bool _isSelective;
    private readonly CompiledScope _everything;
    private readonly ConcurrentDictionary<UnitSet, CompiledScope> _scopes = new();
    private int _cached;

    public CompiledPlan(
        PackSection pack, IReadOnlyList<PolicyBlock> chain, PolicyUnit[] units, TargetPlan[] targets, ModelGroup[] groups, RoutingPlan routing, UnreadableRule unreadable, SelfServiceRule? selfService, string hash)
    {
        _pack = pack;
        _units = units;
        _isSelective = units.Any(u => u.Scope is { IsEverything: false });
        _everything = new CompiledScope(units);
        Chain = [.. chain.Select(b => (b.Name, b.Kind))];
        (Targets, Groups, Routing) = (targets, groups, routing);
        EnvironmentVariables =
        [
            .. targets.Select(t => (t.Secret?.Source, t.Secret?.Name)).Concat(units.SelectMany(u => u.Rules).Select(r => (r.Form.HashKey?.Source, r.Form.HashKey?.Name)))
                .Where(s => s.Source == "env").Select(s => s.Name!).Distinct(StringComparer.Ordinal),
        ];
        Unreadable = unreadable;
        SelfService = selfService;
        ContentHash = hash;
    }

    public override string Name => _pack.Name;

    public override string Version => _pack.Version;

    public override bool Enabled => _pack.Enabled;

    public override string ContentHash { get; }

    public override IReadOnlyList<TargetPlan> Targets { get; }

    public override IReadOnlyList<ModelGroup> Groups { get; }

    public override RoutingPlan Routing { get; }

    public override IReadOnlyList<string> EnvironmentVariables { get; }

    public override UnreadableRule Unreadable { get; }

    public override IReadOnlyList<(string Name, string Kind)> Chain { get; }

    public override SelfServiceRule? SelfService { get; }

    public override ScopedPlan Scope(PolicyContext context, DateTimeOffset now)
    {
        if (!_isSelective)
        {
            return _everything;
        }

        var chosen = new UnitSet.Builder(_units.Length);
        for (var i = 0; i < _units.Length; i++)
        {
            if (_units[i].Scope!.Applies(context, now))
            {
                chosen.Add(i);
            }
        }

        var set = chosen.Build();
        return _scopes.TryGetValue(set, out var known) ? known : Build(set);
    }

    // Apart, so that the closure is not allocated where the scope is known.
    private CompiledScope Build(UnitSet set)
    {
        var scope = new CompiledScope([.. _units.Where((_, i) => set.Contains(i))]);
        if (Volatile.Read(ref _cached) >= MostCached)
        {
            return scope;
        }

        var kept = _scopes.GetOrAdd(set, scope);
        if (kept == scope)
        {
            Interlocked.Increment(ref _cached);
        }

        return kept;
    }
}
