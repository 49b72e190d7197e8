using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Linting.Conflicts.Access;
using Keeptrusts.Policy.Linting.Conflicts.Claims;
using Keeptrusts.Policy.Linting.Conflicts.Scopes;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>The policies of a document that are in force, their scopes, and how those lie to each other.</summary>
internal sealed class Chain
{
    /// <summary>Most different scopes that are compared: each is with each.</summary>
    private const int MostScopes = 3_000;

    private Chain(IReadOnlyList<PolicyFacts> policies, ScopeSpace space, string? environment, DateTime today, WorkLimit limit)
    {
        (Policies, Space, Environment, Today, Limit) = (policies, space, environment, today, limit);
        Relations = new ScopeRelations(space, limit);
    }

    /// <summary>In chain order.</summary>
    public IReadOnlyList<PolicyFacts> Policies { get; }

    /// <summary>Names of groups of models, and the models (globs among them) that their targets may be sent.</summary>
    public IReadOnlyList<string> Grouped { get; private init; } = [];

    public ScopeSpace Space { get; }

    public ScopeRelations Relations { get; }

    public string? Environment { get; }

    public DateTime Today { get; }

    public WorkLimit Limit { get; }

    /// <param name="document">The document.</param>
    /// <param name="broken">Paths of policies that have errors: what they were meant to do is not known.</param>
    /// <param name="kinds">The kinds of this program.</param>
    /// <param name="environment">The only environment, where lint judges for one.</param>
    /// <param name="today">The day on which exceptions are judged.</param>
    /// <param name="limit">How much work it may be.</param>
    /// <returns><see langword="null"/> where nothing can be said.</returns>
    public static Chain? Of(PolicyDocument document, HashSet<string> broken, KindSet kinds, string? environment, DateTime today, WorkLimit limit)
    {
        // 1. Those in force, of kinds whose meaning is known.
        var policies = new List<PolicyFacts>();
        foreach (var name in document.Chain.Select(c => c.Name).Distinct(StringComparer.Ordinal))
        {
            if (document.Block(name) is { Enabled: true, Shadow: false } block && !broken.Contains(block.Path) && kinds.Find(block.Kind) is { } kind && Facts(block, kind, policies.Count) is { } facts)
            {
                policies.Add(facts);
            }
        }

        if (policies.Count == 0)
        {
            return null;
        }

        // 2. Their scopes, in the space of what their selectors can tell apart.
        var models = policies.SelectMany(p => AccessReader.Grants(p)).Where(g => g.IsModel).Select(g => g.Name);
        if (ScopeSpace.Of(document, [.. policies.Select(p => p.Block)], models, environment, today, limit) is not { } space)
        {
            return null;
        }

        policies.ForEach(p => p.Scope = space.Of(p.Block, p.IsStrict, limit));
        if (space.Count > MostScopes)
        {
            limit.LeaveOut();
            return null;
        }

        return limit.IsSpent ? null : new Chain(policies, space, environment, today, limit)
        {
            Grouped = [.. document.Groups.SelectMany(group => GroupedIn(document, group)).Distinct(StringComparer.OrdinalIgnoreCase)],
        };
    }

    /// <summary>Whether policies act on every call of a policy, phase by phase.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="phases">The phases that count.</param>
    /// <param name="others">The others.</param>
    public bool IsCovered(PolicyFacts policy, IEnumerable<PolicyPhase> phases, IReadOnlyList<PolicyFacts> others) =>
        IsCovered(policy, policy.Scope.Boxes, phases, others);

    /// <inheritdoc cref="IsCovered(PolicyFacts, IEnumerable{PolicyPhase}, IReadOnlyList{PolicyFacts})"/>
    public bool IsCovered(PolicyFacts policy, IReadOnlyList<Box> boxes, IEnumerable<PolicyPhase> phases, IReadOnlyList<PolicyFacts> others)
    {
        if (!policy.Scope.IsExact || others.Count == 0)
        {
            return false;
        }

        foreach (var phase in phases)
        {
            var acting = others.Where(o => o.Acts(phase)).Select(o => o.Scope).ToList();
            if (acting.Count == 0 || !Relations.Covers(boxes, acting))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Requests to which two policies both apply.</summary>
    public IEnumerable<Witness> Meeting(IReadOnlyList<Box> boxes, PolicyFacts other) =>
        boxes.SelectMany(x => other.Scope.Boxes.Where(x.Meets).Select(y => Space.Example(x.And(y)))).OfType<Witness>().Select(w => w with { Environment = w.Environment ?? Environment });

    private static IEnumerable<string> GroupedIn(PolicyDocument document, GroupBlock group) =>
        group.Aliases.Select(a => a.Name).Append(group.Name)
            .Concat(document.Targets.Where(t => group.Targets.Any(g => g.Name == t.Id)).SelectMany(ServedModels.Of));

    private static PolicyFacts? Facts(PolicyBlock block, PolicyKind kind, int order)
    {
        var phases = kind.Schema.PhasesOf(block);
        if (!ClaimReader.Knows(block.Kind))
        {
            return AccessReader.Knows(block.Kind) || TextLiterals.Knows(block.Kind)
                ? new PolicyFacts(block, order, phases) { IsStrict = block.Kind != "prompt-injection" || block.Action != "warn" }
                : null;
        }

        var facts = new PolicyFacts(block, order, phases);
        facts.Claims = ClaimReader.Read(facts);
        facts.IsStrict = facts.Claims.Any(c => c.Action > PolicyAction.Warn);
        return facts;
    }
}
