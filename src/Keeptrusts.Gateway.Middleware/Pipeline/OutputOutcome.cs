using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Escalations;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>The decision about an answer: that of its texts and that of its tool calls.</summary>
internal static class OutputOutcome
{
    /// <param name="policies">Judge the answer.</param>
    /// <param name="hungUp">Set when the caller has gone.</param>
    /// <returns>Both; of equal verdicts the tool calls' decides.</returns>
    /// <exception cref="OperationCanceledException">The caller has gone, and the policies have not been heard to the end.</exception>
    public static async ValueTask<PhaseOutcome> JudgeAsync(AnswerPolicies policies, CancellationToken hungUp)
    {
        var tools = policies.Tools?.Complete();
        if (policies.Texts is null)
        {
            return tools ?? PhaseOutcome.Empty;
        }

        var texts = await policies.Texts.CompleteAsync(hungUp).ConfigureAwait(false);
        return tools is null ? texts : tools.And(texts);
    }

    /// <summary>Asks a human about a whole answer that policies escalate.</summary>
    /// <param name="escalations">Where humans are asked.</param>
    /// <param name="state">The call; takes what becomes of the outcome.</param>
    /// <param name="hold">The call's route.</param>
    /// <param name="outcome">What the policies said.</param>
    /// <param name="body">The answer, as it would leave.</param>
    /// <param name="contentType">What it is.</param>
    /// <param name="mayWait">Whether it can still leave by this call.</param>
    public static async Task<Ending> EscalateAsync(
        EscalationGate escalations, CallState state, Hold hold, PhaseOutcome outcome, ReadOnlyMemory<byte> body, string contentType, bool mayWait)
    {
        var cleared = hold.Route.Cleared;
        var answer = new HeldAnswer(body, contentType) { Request = cleared.Edits.Applied(cleared.Grant.Request.Body) };
        var reviewed = await escalations.ReviewAnswerAsync(cleared.Grant.Escalated(state.Record), outcome, answer, mayWait).ConfigureAwait(false);
        if (reviewed.Refused(out var refusal, out var released))
        {
            state.Record.Take(outcome);
            return Ending.Refused(refusal);
        }

        state.Record.Take(outcome.Lifted());
        return Ending.Released(released);
    }
}
