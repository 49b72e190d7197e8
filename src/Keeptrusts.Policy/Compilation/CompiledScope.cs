using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Compilation;

/// <summary>The policies that apply to a call, ready to run.</summary>
internal sealed class CompiledScope : ScopedPlan
{
    private readonly TextPhase _input;
    private readonly TextPhase _output;
    private readonly TextPhase _preview;
    private readonly Judge<IAdmissionPolicy>[] _admission;
    private readonly Judge<IToolPolicy>[] _tools;
    private readonly Judge<IRoutingPolicy>[] _routing;

    public CompiledScope(PolicyUnit[] units)
    {
        _input = Texts(PolicyPhase.Input, units);
        _output = Texts(PolicyPhase.Output, units);
        _preview = _input with { Judges = [.. _input.Judges.Where(judge => judge.Policy is ILocalTextPolicy)] };
        _admission = Judges(units, PolicyPhase.Admission, u => u.Admission);
        _tools = Judges(units, PolicyPhase.Tool, u => u.Tools);
        _routing = Judges(units, PolicyPhase.Routing, u => u.Routing);
        ModelRules = [.. units.Select(u => u.Models).OfType<ModelRule>()];
        Budgets = [.. units.SelectMany(u => u.Budgets)];
        Approvals = [.. units.Select(u => u.Approval).OfType<ApprovalRule>()];
        CountsInput = ModelRules.Any(rule => rule.MaxInputTokens is not null) || units.Any(u => u.CountsInput);
        Audit = units.LastOrDefault(u => u.Audit is not null)?.Audit ?? new AuditRule();
        BufferedOutput = units.Any(u => u.Phases.Contains(PolicyPhase.Output) && !u.Shadow && (u.Buffered || (u.Text is not null && (u.Protects || u.FailsClosed)) || u.MayEscalate));
    }

    public override IReadOnlyList<ModelRule> ModelRules { get; }

    public override IReadOnlyList<BudgetRule> Budgets { get; }

    public override IReadOnlyList<ApprovalRule> Approvals { get; }

    public override AuditRule Audit { get; }

    public override bool BufferedOutput { get; }

    public override bool JudgesTools => _tools.Length > 0;

    public override bool CountsInput { get; }

    public override bool Reads(PolicyPhase phase) => Find(phase) is { IsEmpty: false };

    public override bool Rewrites(PolicyPhase phase) => Find(phase) is { Spans.Rewrites: true };

    public override PhaseOutcome Admit(PolicyCall call, AdmissionFacts facts)
    {
        if (_admission.Length == 0)
        {
            return PhaseOutcome.Empty;
        }

        var results = new PolicyResult[_admission.Length];

        // 1. Those that count nothing; 2. those that count, in chain order, until one refuses: a refused call uses up no limit.
        var refused = AskAll(pure: true, refused: false);
        refused = AskAll(pure: false, refused);
        if (refused)
        {
            call.Refuse();
        }

        return TextPhase.Decide(results);

        bool AskAll(bool pure, bool refused)
        {
            for (var i = 0; i < results.Length; i++)
            {
                var judge = _admission[i];
                if (judge.Policy.IsPure != pure)
                {
                    continue;
                }

                results[i] = refused && !pure
                    ? judge.Skipped(PolicyPhase.Admission)
                    : judge.Ask(PolicyPhase.Admission, (call, facts), static (p, s) => p.Admit(s.call, s.facts));
                if (results[i].Verdict == Verdict.Escalate && call.IsLifted(judge.Name))
                {
                    results[i] = results[i] with { Verdict = Verdict.Warn };
                }

                refused |= !judge.Shadow && results[i].Verdict >= Verdict.Escalate;
            }

            return refused;
        }
    }

    public override bool WouldAdmit(PolicyCall call, AdmissionFacts facts) => Array.TrueForAll(
        _admission,
        judge => judge.Shadow || !judge.Policy.IsPure
            || judge.Ask(PolicyPhase.Admission, (call, facts), static (p, s) => p.Admit(s.call, s.facts)).Verdict < Verdict.Escalate);

    public override TargetClearance ClearTargets(IReadOnlyList<TargetPlan> candidates)
    {
        if (_routing.Length == 0)
        {
            return new TargetClearance(candidates, PhaseOutcome.Empty);
        }

        IReadOnlyList<TargetPlan> cleared = [.. candidates];
        var results = new List<PolicyResult>(_routing.Length);
        foreach (var judge in _routing)
        {
            IReadOnlyList<TargetPlan> left = [];
            var result = judge.Ask(PolicyPhase.Routing, cleared, (policy, targets) =>
            {
                left = [.. targets.Where(policy.Allows)];
                return left.Count > 0 || targets.Count == 0 ? Judgement.Pass : Judgement.Of(Verdict.Block, policy.ReasonCode);
            });
            results.Add(result);
            cleared = judge.Shadow || (result.Error is not null && !judge.FailsClosed) ? cleared : left;
        }

        return new TargetClearance(cleared, TextPhase.Decide(results));
    }

    public override PhaseEvaluation Begin(PolicyPhase phase, PolicyCall call) =>
        Find(phase)?.Begin(call) ?? throw new ArgumentOutOfRangeException(nameof(phase), phase, "Only input and output have text.");

    public override PhaseEvaluation BeginPreview(PolicyCall call) => _preview.Begin(call);

    public override ToolEvaluation BeginTools(PolicyCall call) => new(_tools, call);

    internal override bool FindsValues(string policy) => _input.Spans.Policies.Any(p => p.Name == policy);

    private TextPhase? Find(PolicyPhase phase) => phase switch
    {
        PolicyPhase.Input => _input,
        PolicyPhase.Output => _output,
        _ => null,
    };

    private static TextPhase Texts(PolicyPhase phase, PolicyUnit[] units)
    {
        var policies = new List<SpanPolicy>();
        for (var order = 0; order < units.Length; order++)
        {
            var unit = units[order];
            if (unit.Rules.Count > 0 && unit.Phases.Contains(phase))
            {
                var index = policies.Count;
                policies.Add(new SpanPolicy(unit.Name, unit.Kind, unit.ReasonCode, unit.Shadow, unit.Message, [.. unit.Rules.Select(r => r with { Policy = index })])
                {
                    Order = order,
                    FailsClosed = unit.FailsClosed,
                });
            }
        }

        return new TextPhase(SpanPhase.Compile(phase, policies), Judges(units, phase, u => u.Text));
    }

    private static Judge<TPolicy>[] Judges<TPolicy>(PolicyUnit[] units, PolicyPhase phase, Func<PolicyUnit, TPolicy?> part)
        where TPolicy : class =>
    [
        .. units.Select((unit, order) => (unit, order))
            .Where(u => part(u.unit) is not null && u.unit.Phases.Contains(phase))
            .Select(u => new Judge<TPolicy>(part(u.unit)!, u.order, u.unit.Name, u.unit.Kind, u.unit.Shadow, u.unit.FailsClosed, u.unit.Message)),
    ];
}
