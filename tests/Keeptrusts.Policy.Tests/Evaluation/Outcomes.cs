using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Suites;

namespace Keeptrusts.Policy.Tests.Evaluation;

/// <summary>Takes results that are there at once, since nothing in the test waits for others.</summary>
internal static class Outcomes
{
    public static PhaseOutcome Outcome(this PhaseEvaluation evaluation) => evaluation.CompleteAsync().AsTask().GetAwaiter().GetResult();

    public static CorpusResult Result(this CorpusEvaluator evaluator, ReadOnlyMemory<byte> line, int number) =>
        evaluator.EvaluateAsync(line, number).AsTask().GetAwaiter().GetResult();
}
