using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Compilation;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>The targets of a document, with policies made by hand.</summary>
internal sealed class FakePlan(PolicyPlan document, params PolicyUnit[] units) : PolicyPlan
{
    private readonly CompiledScope _scope = new(units);

    public override string Name => document.Name;

    public override string Version => document.Version;

    public override bool Enabled => true;

    public override IReadOnlyList<TargetPlan> Targets => document.Targets;

    public override IReadOnlyList<string> EnvironmentVariables => document.EnvironmentVariables;

    public override string ContentHash => document.ContentHash;

    public override UnreadableRule Unreadable => document.Unreadable;

    public override IReadOnlyList<(string Name, string Kind)> Chain => [.. units.Select(unit => (unit.Name, unit.Kind))];

    public override ScopedPlan Scope(PolicyContext context, DateTimeOffset now) => _scope;
}
