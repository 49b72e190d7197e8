using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>The decision about an answer: that of its texts and that of its tool calls, both recorded.</summary>
internal static class OutputOutcome
{
    /// <param name="record">Takes both.</param>
    /// <param name="evaluation">The texts; <see langword="null"/> where no policy reads them.</param>
    /// <param name="tools">The tool calls; <see langword="null"/> where no policy decides on them.</param>
    /// <param name="hungUp">Set when the caller has gone.</param>
    /// <returns>The graver of both.</returns>
    /// <exception cref="OperationCanceledException">The caller has gone, and the policies have not been heard to the end.</exception>
    public static async ValueTask<PhaseOutcome> TakeAsync(CallRecord record, PhaseEvaluation? evaluation, PhaseOutcome? tools, CancellationToken hungUp)
    {
        if (tools is not null)
        {
            record.Take(tools);
        }

        if (evaluation is null)
        {
            return tools ?? PhaseOutcome.Empty;
        }

        var texts = await evaluation.CompleteAsync(hungUp).ConfigureAwait(false);
        record.Take(texts);
        return tools is not null && tools.Verdict >= texts.Verdict ? tools : texts;
    }
}
