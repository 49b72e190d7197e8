using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>Policies that say what they are told to, and remember what they were asked.</summary>
internal sealed class FakePolicies : IAdmissionPolicy, ITextPolicy, IToolPolicy, IRoutingPolicy
{
    public Func<PolicyCall, AdmissionFacts, Judgement> OnAdmit { get; init; } = (_, _) => Judgement.Pass;

    public Func<TextInput, Judgement> OnText { get; init; } = _ => Judgement.Pass;

    public Func<ToolCall, int, Judgement> OnTool { get; init; } = (_, _) => Judgement.Pass;

    public Func<TargetPlan, bool> OnTarget { get; init; } = _ => true;

    public List<PolicyCall> Calls { get; } = [];

    public List<TextInput> Texts { get; } = [];

    public List<(ToolCall Tool, int Number)> Tools { get; } = [];

    /// <summary>The tokens with which calls ended.</summary>
    public List<long> Endings { get; } = [];

    public bool IsPure => false;

    public string ReasonCode => ReasonCodes.NoCompliantProvider;

    /// <summary>The policy as the compiler would put it into a scope.</summary>
    public PolicyUnit Unit(params PolicyPhase[] phases) => new()
    {
        Name = "fake",
        Kind = "fake-kind",
        Phases = phases,
        Protects = true,
        Admission = phases.Contains(PolicyPhase.Admission) ? this : null,
        Text = phases.Contains(PolicyPhase.Input) || phases.Contains(PolicyPhase.Output) ? this : null,
        Tools = phases.Contains(PolicyPhase.Tool) ? this : null,
        Routing = phases.Contains(PolicyPhase.Routing) ? this : null,
    };

    public Judgement Admit(PolicyCall call, AdmissionFacts facts)
    {
        Calls.Add(call);
        call.AtEnd(Endings.Add);
        return OnAdmit(call, facts);
    }

    public ValueTask<Judgement> JudgeAsync(TextInput input, CancellationToken cancellation)
    {
        Texts.Add(input);
        return new(OnText(input));
    }

    public Judgement Judge(ToolCall tool, PolicyCall call, int number)
    {
        Tools.Add((tool, number));
        return OnTool(tool, number);
    }

    public bool Allows(TargetPlan target) => OnTarget(target);
}
