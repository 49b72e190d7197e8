using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Linting.Conflicts.Scopes;
using Keeptrusts.Policy.Selectors;
using Keeptrusts.Policy.Text.Folding;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Linting.Conflicts.Claims;

/// <summary>A policy that is in force, as far as it can conflict with others.</summary>
/// <param name="block">The policy.</param>
/// <param name="order">Its place among those that are compared, in chain order.</param>
/// <param name="phases">Where it acts.</param>
internal sealed class PolicyFacts(PolicyBlock block, int order, IReadOnlyList<PolicyPhase> phases)
{
    private readonly int _phases = phases.Aggregate(0, (bits, phase) => bits | (1 << (int)phase));
    private PolicyScope? _selectors;

    public PolicyBlock Block => block;

    public string Name => block.Name;

    public int Order => order;

    public IReadOnlyList<PolicyPhase> Phases => phases;

    /// <summary>Whether it redacts, blocks or escalates.</summary>
    public bool IsStrict { get; set; }

    /// <summary>The calls to which it applies.</summary>
    public Scope Scope { get; set; } = new(-1, [], [], IsExact: false);

    /// <summary>What it looks for in texts.</summary>
    public IReadOnlyList<Claim> Claims { get; set; } = [];

    /// <summary>Values that it lets pass, folded.</summary>
    public IReadOnlyCollection<string> Allowed { get; } = [.. block.Node.Texts("allow_list").Select(FoldTable.FoldText).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether an error of the policy blocks the call.</summary>
    public bool FailsClosed => block.OnError is { } onError ? onError == "block" : IsStrict;

    /// <summary>What the engine asks whether the policy applies.</summary>
    public PolicyScope Selectors => _selectors ??= new PolicyScope(block, IsStrict);

    public bool Acts(PolicyPhase phase) => (_phases & (1 << (int)phase)) != 0;

    /// <summary>Whether it acts nowhere where another does not.</summary>
    public bool ActsWithin(PolicyFacts other) => (_phases & ~other._phases) == 0;

    /// <summary>Whether there is a phase in which both act.</summary>
    public bool ActsWith(PolicyFacts other) => (_phases & other._phases) != 0;
}
