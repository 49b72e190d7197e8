using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Selectors;
using Keeptrusts.Policy.Text.Folding;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.HumanOversight;

/// <summary>Asks for a human where one of its conditions holds.</summary>
internal sealed class OversightJudge : ITextPolicy, IToolPolicy
{
    private const string Message = "a human has to decide about this call";

    public required IReadOnlyList<string> Models { get; init; }

    public required IReadOnlyList<string> Tools { get; init; }

    public required IReadOnlyList<Topic> Topics { get; init; }

    /// <summary>Globs of finding types.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    public ValueTask<Judgement> JudgeAsync(TextInput input, CancellationToken cancellation)
    {
        // 1. What the other policies found; what only watches is not acted upon.
        List<Finding> findings = Findings.Count == 0 ? [] : [.. input.FirstPass.Where(r => !r.Shadow).SelectMany(r => r.Findings).Where(f => Glob.IsAnyMatch(Findings, f.Type))];

        // 2. What the texts are about.
        if (Topics.Count > 0)
        {
            foreach (var text in input.Texts)
            {
                cancellation.ThrowIfCancellationRequested();
                var folded = FoldTable.FoldText(text.Text);
                findings.AddRange(Topics.Where(topic => topic.IsIn(folded)).Select(topic => new Finding(topic.Name, 0, text.Text.Length, 1, text.At)));
            }
        }

        return new(findings.Count > 0 || IsModel(input.Call.Context)
            ? new Judgement(Verdict.Escalate, ReasonCodes.HumanApprovalRequired, findings, Message)
            : Judgement.Pass);
    }

    public Judgement Judge(ToolCall tool, PolicyCall call, int number) => Glob.IsAnyMatch(Tools, tool.Name) || IsModel(call.Context)
        ? new Judgement(Verdict.Escalate, ReasonCodes.HumanApprovalRequired, [ToolFindings.Name(tool)], Message)
        : Judgement.Pass;

    private bool IsModel(PolicyContext context) =>
        Models.Count > 0
        && ((context.Model is { } model && Glob.IsAnyMatch(Models, model)) || context.CandidateModels.Any(candidate => Glob.IsAnyMatch(Models, candidate)));
}
