using System.Text.Json.Serialization;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A request that shows a finding; facts that do not matter are absent.</summary>
internal sealed record WitnessView(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Team,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? User,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Provider,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Environment,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Subject)
{
    public static WitnessView? Of(Witness? witness) =>
        witness is null ? null : new(witness.Team, witness.Key, witness.User, witness.Model, witness.Provider, witness.Environment, witness.Subject);
}
