using Keeptrusts.Gateway.Middleware.Escalations;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Grants;

/// <summary>What this call may do: who pays, which configuration governs it to its end, which targets may answer.</summary>
internal sealed record Grant(
    KeyRecord Key,
    PolicyConfiguration Configuration,
    ScopedPlan Scope,
    PolicyCall Call,
    ModelRequest Request,
    IReadOnlyList<TargetPlan> Candidates)
{
    /// <summary>The group that was asked for by name; <see langword="null"/> where a model was.</summary>
    public ModelGroup? Group { get; init; }

    /// <summary>The model that a target is sent.</summary>
    /// <param name="target">One of the <see cref="Candidates"/>.</param>
    public string ModelOf(TargetPlan target) => Group is null ? Request.Model : Group.ModelOf(target);

    /// <summary>The call, for whoever has to decide about it.</summary>
    public EscalatedCall Escalated(CallRecord record) => new(Key, Configuration, Scope, Request, record);
}
