using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Compilation;

/// <summary>The policies that apply to a call, ready to run.</summary>
internal sealed class CompiledScope : ScopedPlan
{
    private readonly SpanPhase _input;
    private readonly SpanPhase _output;
    private readonly PolicyUnit[] _models;

    public CompiledScope(PolicyUnit[] units)
    {
        _input = Spans(PolicyPhase.Input, units);
        _output = Spans(PolicyPhase.Output, units);
        _models = [.. units.Where(u => u.Models is not null)];
        ModelRules = [.. _models.Select(u => u.Models!)];
        Budgets = [.. units.SelectMany(u => u.Budgets)];
        Audit = units.LastOrDefault(u => u.Audit is not null)?.Audit ?? new AuditRule();
        BufferedOutput = units.Any(u => u.Buffered && u.Phases.Contains(PolicyPhase.Output));
    }

    public override IReadOnlyList<ModelRule> ModelRules { get; }

    public override IReadOnlyList<BudgetRule> Budgets { get; }

    public override AuditRule Audit { get; }

    public override bool BufferedOutput { get; }

    public override bool Reads(PolicyPhase phase) => Find(phase) is { Policies.Count: > 0 };

    public override bool Rewrites(PolicyPhase phase) => Find(phase) is { Rewrites: true };

    public override PhaseOutcome Admit(string model, int? inputTokens, int? outputLimit)
    {
        if (_models.Length == 0)
        {
            return PhaseOutcome.Empty;
        }

        var results = new PolicyResult[_models.Length];
        var blocked = false;
        for (var i = 0; i < results.Length; i++)
        {
            var unit = _models[i];
            var refuses = ModelAdmission.Refuses(unit.Models!, model, inputTokens, outputLimit);
            blocked |= refuses && !unit.Shadow;
            results[i] = new PolicyResult
            {
                Name = unit.Name,
                Kind = unit.Kind,
                Phase = PolicyPhase.Admission,
                Verdict = refuses ? Verdict.Block : Verdict.Allow,
                ReasonCode = refuses ? unit.ReasonCode : ReasonCodes.AllPoliciesPassed,
                Shadow = unit.Shadow,
                Message = refuses ? unit.Message : null,
            };
        }

        return blocked
            ? new PhaseOutcome(Verdict.Block, ReasonCodes.ModelNotAllowed, results)
            : new PhaseOutcome(Verdict.Allow, ReasonCodes.AllPoliciesPassed, results);
    }

    public override PhaseEvaluation Begin(PolicyPhase phase) =>
        Find(phase)?.Begin() ?? throw new ArgumentOutOfRangeException(nameof(phase), phase, "Only input and output have text.");

    private SpanPhase? Find(PolicyPhase phase) => phase switch
    {
        PolicyPhase.Input => _input,
        PolicyPhase.Output => _output,
        _ => null,
    };

    private static SpanPhase Spans(PolicyPhase phase, PolicyUnit[] units)
    {
        var policies = new List<SpanPolicy>();
        foreach (var unit in units)
        {
            if (unit.Rules.Count > 0 && unit.Phases.Contains(phase))
            {
                var index = policies.Count;
                policies.Add(new SpanPolicy(unit.Name, unit.Kind, unit.ReasonCode, unit.Shadow, unit.Message, [.. unit.Rules.Select(r => r with { Policy = index })]));
            }
        }

        return SpanPhase.Compile(phase, policies);
    }
}
