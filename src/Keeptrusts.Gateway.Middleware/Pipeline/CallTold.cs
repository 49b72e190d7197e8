using Keeptrusts.Gateway.Middleware.Accounting;
using Keeptrusts.Gateway.Middleware.Telemetry;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>What telemetry is told of a call.</summary>
internal static class CallTold
{
    public static CallFacts Of(CallState state, Ending ending, Settlement settlement, TimeProvider time)
    {
        var target = state.Hold?.Route.Target;
        return new()
        {
            Outcome = ending.Outcome,
            Status = ending.Status,
            ErrorCode = ending.Refusal?.Code,
            Team = state.Key?.TeamId,
            Configuration = (state.Grant?.Configuration ?? state.Governing)?.Label,
            Target = target?.Id,
            Provider = target?.Provider,
            Model = state.Record.Model is null ? null : state.Hold?.Route.Model,
            Address = target?.BaseUrl,
            Usage = state.Attempt.Usage,
            CostUsd = settlement.CostUsd,
            OverrunUsd = settlement.OverrunUsd,
            Reserved = state.Hold is { } hold ? (hold.Id.Length > 0 ? true : null) : ending.Refusal?.Code == "budget_exceeded" ? false : null,
            Attempts = state.Attempts,
            Total = time.GetElapsedTime(state.Record.Call.ArrivedTimestamp),
        };
    }
}
