using System.Text;
using Keeptrusts.Policy.Suites;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary>Feeds lines to the evaluator, many at once, and writes the results in order.</summary>
internal static class EvalRun
{
    private const int BatchSize = 512;

    public static async Task<EvalSummary> RunAsync(
        CorpusEvaluator evaluator, Stream input, TextWriter results, TextWriter errors, Action<int>? progress, CancellationToken cancellationToken)
    {
        var counts = new int[Enum.GetValues<Verdict>().Length];
        var malformed = 0;
        var number = 0;
        await foreach (var batch in LineReader.BatchesAsync(input, BatchSize, cancellationToken))
        {
            var judged = new CorpusResult?[batch.Count];
            var first = number;
            await Parallel.ForAsync(0, batch.Count, cancellationToken, async (i, cancelled) =>
                judged[i] = IsBlank(batch[i]) ? null : await evaluator.EvaluateAsync(batch[i], first + i + 1, cancelled));
            number += batch.Count;
            foreach (var result in judged.OfType<CorpusResult>())
            {
                if (result.Verdict is { } verdict)
                {
                    counts[(int)verdict]++;
                    await results.WriteLineAsync(Encoding.UTF8.GetString(result.Json.Span));
                }
                else
                {
                    malformed++;
                    await errors.WriteLineAsync(result.Error);
                }
            }

            progress?.Invoke(number);
        }

        return new EvalSummary(counts, malformed);
    }

    private static bool IsBlank(ReadOnlyMemory<byte> line) => line.Span.TrimStart(" \t\r"u8).IsEmpty;
}
