using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Injection;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.PromptInjection;

/// <summary>
/// Scores each text, the parts of it that boundaries enclose, and then consecutive messages of one speaker joined, so that an attack cut over several
/// messages is read as one.
/// </summary>
internal sealed class InjectionJudge(InjectionOptions options, IReadOnlyList<Boundary> boundaries, Verdict verdict) : ILocalTextPolicy
{
    private const string FindingType = "PROMPT_INJECTION";

    public ValueTask<Judgement> JudgeAsync(TextInput input, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        HashSet<PolicyText>? hit = null;
        foreach (var text in input.Texts)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Score(text, findings))
            {
                (hit ??= new(ReferenceEqualityComparer.Instance)).Add(text);
            }
        }

        // A speaker of whom one message was found needs no second look.
        foreach (var run in Runs(input.Texts).Where(run => run.Count > 1 && !(hit is not null && run.Exists(hit.Contains))))
        {
            cancellation.ThrowIfCancellationRequested();
            ScoreJoined(run, findings);
        }

        return new(findings.Count == 0 ? Judgement.Pass : new Judgement(verdict, ReasonCodes.PromptInjectionDetected, findings));
    }

    /// <summary>Consecutive messages of one speaker.</summary>
    private static IEnumerable<List<PolicyText>> Runs(IReadOnlyList<PolicyText> texts)
    {
        var run = new List<PolicyText>();
        foreach (var text in texts.Where(t => t.Source.Part == TextPart.Content))
        {
            if (run.Count > 0 && run[0].Source.Role != text.Source.Role)
            {
                yield return run;
                run = [];
            }

            run.Add(text);
        }

        yield return run;
    }

    private bool Score(PolicyText text, List<Finding> findings)
    {
        if (text.Text.Length == 0)
        {
            return false;
        }

        var score = InjectionScorer.Score(text.Text, text.Source.IsUntrusted, options);
        if (score.Reaches(options))
        {
            Add(findings, score, text.Text.Length, 0, text.At);
            return true;
        }

        var before = findings.Count;
        foreach (var (start, end) in text.Source.IsUntrusted || boundaries.Count == 0 ? [] : boundaries.SelectMany(b => b.Enclosed(text.Text)))
        {
            var enclosed = InjectionScorer.Score(text.Text[start..end], untrusted: true, options);
            if (enclosed.Reaches(options))
            {
                Add(findings, enclosed, end - start, start, text.At);
            }
        }

        return findings.Count > before;
    }

    private void ScoreJoined(List<PolicyText> run, List<Finding> findings)
    {
        var joined = string.Join('\n', run.Select(t => t.Text));
        var score = InjectionScorer.Score(joined, run.TrueForAll(text => text.Source.IsUntrusted), options);
        if (!score.Reaches(options))
        {
            return;
        }

        // The whole of each message that takes part: an attack over several has no place in one of them.
        var start = 0;
        foreach (var text in run)
        {
            var end = start + text.Text.Length;
            if (text.Text.Length > 0 && (score.Signals.Count == 0 || score.Signals.Any(s => s.Start < end && s.End > start)))
            {
                findings.Add(new Finding(FindingType, 0, text.Text.Length, score.Score, text.At));
            }

            start = end + 1;
        }
    }

    private static void Add(List<Finding> findings, InjectionScore score, int length, int offset, string? at)
    {
        if (score.Signals.Count == 0)
        {
            findings.Add(new Finding(FindingType, offset, offset + length, score.Score, at));
        }

        foreach (var (start, end) in score.Signals.Select(s => (s.Start, s.End)).Distinct().Order())
        {
            findings.Add(new Finding(FindingType, offset + start, offset + end, score.Score, at));
        }
    }
}
