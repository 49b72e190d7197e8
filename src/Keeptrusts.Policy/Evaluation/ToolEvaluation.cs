using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>The tool calls of one response, judged one by one in the order in which they are whole. Not thread-safe.</summary>
public sealed class ToolEvaluation
{
    private readonly IReadOnlyList<Judge<IToolPolicy>> _judges;
    private readonly PolicyCall _call;
    private readonly PolicyResult?[] _results;
    private int _number;

    internal ToolEvaluation(IReadOnlyList<Judge<IToolPolicy>> judges, PolicyCall call)
    {
        (_judges, _call, _number) = (judges, call, call.EarlierToolCalls);
        _results = new PolicyResult?[judges.Count];
    }

    /// <summary>Whether an enforced policy refuses a call, or wants a human to decide: nothing of the response may leave any more.</summary>
    public bool Refused { get; private set; }

    /// <summary>Whether one refuses outright, so that no human is asked any more.</summary>
    internal bool Blocked { get; private set; }

    /// <summary>Judges a tool call.</summary>
    /// <returns>Whether it may be delivered.</returns>
    public bool Judge(ToolCall tool)
    {
        _number++;
        for (var i = 0; i < _judges.Count; i++)
        {
            var said = _judges[i].Ask(PolicyPhase.Tool, (tool, _call, _number), static (policy, state) => policy.Judge(state.tool, state._call, state._number));
            Refused |= said.Verdict >= Verdict.Escalate && !said.Shadow;
            Blocked |= said.Verdict == Verdict.Block && !said.Shadow;
            _results[i] = _results[i] is { } before ? Join(before, said) : said;
        }

        return !Refused;
    }

    /// <summary>The decision about all calls judged so far.</summary>
    public PhaseOutcome Complete() => TextPhase.Decide([.. _results.OfType<PolicyResult>()]);

    private static PolicyResult Join(PolicyResult before, PolicyResult said) => (said.Verdict > before.Verdict ? said : before) with
    {
        Findings = [.. before.Findings, .. said.Findings],
        Duration = before.Duration + said.Duration,
    };
}
