using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>Says whether a call of a governed chat client may be made, before any of its texts is read.</summary>
/// <param name="services">What policies need, by plan.</param>
/// <param name="time">The clock.</param>
internal sealed class ChatAdmission(Func<PolicyPlan, PolicyServices> services, TimeProvider time)
{
    /// <summary>The client's own target, where it is none of the plan's: nothing is known about it.</summary>
    private static readonly TargetPlan Unknown = new() { Id = "in-process", Provider = "in-process" };

    /// <summary>Longest wait for shares of limits that several processes share.</summary>
    private static readonly TimeSpan RefillPatience = TimeSpan.FromSeconds(2);

    /// <exception cref="PolicyViolationException">The call may not be made.</exception>
    public async ValueTask<GovernedCall> AdmitAsync(ChatGovernance governance, IReadOnlyList<ChatMessage> messages, ChatOptions? options, string? model)
    {
        var plan = governance.Plan;
        if (!plan.Enabled)
        {
            throw ChatViolations.Refused(ChatViolations.Input, "config_disabled", $"The configuration `{plan.Name}@{plan.Version}` is switched off (`pack.enabled: false`).");
        }

        var target = Target(governance);
        model ??= governance.Context.Model ?? "";
        var group = plan.FindGroup(model);
        var context = governance.Context with { Model = model, CandidateModels = group?.AllNames ?? [], Providers = [target.Id] };
        var scope = plan.Scope(context, time.GetUtcNow());
        if (!governance.IgnoreBudgets && scope.Budgets.FirstOrDefault(budget => budget.HardCapUsd is not null) is { } budget)
        {
            throw new PolicyViolationException($"Policy `{budget.Policy}` sets a hard cap, which cannot hold in process. Send the call through the gateway, or set `IgnoreBudgets`.")
            {
                Policy = budget.Policy,
                ReasonCode = ReasonCodes.BudgetExceeded,
            };
        }

        var facts = Models.Facts(model, group) with
        {
            InputTokens = scope.CountsInput ? ChatTokens.Count(messages, options) : null,
            OutputLimit = options?.MaxOutputTokens,
        };
        var call = await AdmitAsync(() => Begin(context, plan, messages), scope, facts).ConfigureAwait(false);
        try
        {
            ChatViolations.Check(ChatViolations.Input, scope.ClearTargets([target]).Outcome);
            return new(governance, scope, call);
        }
        catch (PolicyViolationException)
        {
            call.End(0);
            throw;
        }
    }

    private static TargetPlan Target(ChatGovernance governance) => governance.Target is not { } id
        ? Unknown
        : governance.Plan.Targets.FirstOrDefault(target => target.Id == id)
            ?? throw new InvalidOperationException($"The plan `{governance.Plan.Name}` has no target `{id}`; it has: {string.Join(", ", governance.Plan.Targets.Select(target => target.Id))}.");

    private async ValueTask<PolicyCall> AdmitAsync(Func<PolicyCall> begin, ScopedPlan scope, AdmissionFacts facts)
    {
        var call = begin();
        var admitted = scope.Admit(call, facts);
        var begun = time.GetTimestamp();
        while (admitted.ReasonCode == ReasonCodes.RateLimitExceeded && call.Refill is { } refill && RefillPatience - time.GetElapsedTime(begun) is { Ticks: > 0 } patience)
        {
            await refill.WaitAsync(patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            call = begin();
            admitted = scope.Admit(call, facts);
        }

        ChatViolations.Check(ChatViolations.Input, admitted);
        return call;
    }

    private PolicyCall Begin(PolicyContext context, PolicyPlan plan, IReadOnlyList<ChatMessage> messages) => new(context, services(plan))
    {
        EarlierToolCalls = messages.Sum(message => message.Contents.Count(content => content is ToolCallContent)),
    };
}
