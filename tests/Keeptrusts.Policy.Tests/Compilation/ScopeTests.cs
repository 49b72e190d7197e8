using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Tests.Evaluation;
using Keeptrusts.Policy.Verdicts;
using Keeptrusts.Testing;

namespace Keeptrusts.Policy.Tests.Compilation;

/// <summary>Which policies apply to which calls.</summary>
public sealed class ScopeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, bool> Selections() => new()
    {
        // selector, facts, applies (a blocking policy)
        { "when: { teams: [hr] }", "team=hr", true },
        { "when: { teams: [hr] }", "team=HR", true },
        { "when: { teams: [hr] }", "team=sales", false },
        { "when: { teams: [hr] }", "", true },
        { "when: { teams: [hr, 'eng-*'] }", "team=eng-core", true },
        { "when: { teams: [hr], users: [jane] }", "team=hr;user=jane", true },
        { "when: { teams: [hr], users: [jane] }", "team=hr;user=bob", false },
        { "when: { teams: [hr], users: [jane] }", "team=hr", true },
        { "when: { teams: [hr], users: [jane] }", "team=sales", false },
        { "when: [{ teams: [hr] }, { users: [jane] }]", "team=sales;user=jane", true },
        { "when: [{ teams: [hr] }, { users: [jane] }]", "team=sales;user=bob", false },
        { "when: { keys: ['ci-*'] }", "key=ci-1", true },
        { "when: { environments: [prod] }", "environment=dev", false },
        { "when: { environments: [prod] }", "environment=prod", true },
        { "when: { models: ['gpt-4*'] }", "model=gpt-4o", true },
        { "when: { models: ['gpt-4*'] }", "model=fast", false },
        { "when: { models: ['gpt-4*'] }", "model=fast;candidates=gpt-4o,claude", true },
        { "when: { models: ['gpt-4*'] }", "candidates=claude", false },
        { "when: { models: ['gpt-4*'] }", "", true },
        { "when: { providers: [azure] }", "providers=openai,azure", true },
        { "when: { providers: [azure] }", "providers=openai", false },
        { "when: { providers: [azure] }", "", true },
        { "except: { teams: [hr] }", "team=hr", false },
        { "except: { teams: [hr] }", "team=sales", true },
        { "except: { teams: [hr] }", "", true },
        { "except: { teams: [hr], users: [jane] }", "team=hr", true },
        { "except: { models: ['gpt-4*'] }", "model=gpt-4o", false },
        { "except: { models: ['gpt-4*'] }", "model=gpt-4o;candidates=gpt-4o,gpt-4o-mini", false },
        { "except: { models: ['gpt-4*'] }", "model=gpt-4o;candidates=gpt-4o,claude", true },
        { "except: { models: ['gpt-4*'] }", "", true },
        { "except: { providers: [azure] }", "providers=azure", false },
        { "except: { providers: [azure] }", "providers=azure,openai", true },
        { "except: { providers: [azure] }", "", true },
        { "except: { teams: [hr], until: 2026-11-23 }", "team=hr", false },
        { "except: { teams: [hr], until: 2026-11-22 }", "team=hr", true },
        { "except: [{ teams: [hr] }, { users: [jane] }]", "team=sales;user=jane", false },
        { "when: { teams: [hr] }, except: { keys: [audit] }", "team=hr;key=audit", false },
        { "when: { teams: [hr] }, except: { keys: [audit] }", "team=hr;key=other", true },
        { "enabled: false", "team=hr", false },
        { "enabled: true", "", true },
    };

    [Theory]
    [MemberData(nameof(Selections))]
    public void Scope_Selector_DecidesByTheRules(string selector, string facts, bool applies)
    {
        var plan = Plan($"p: {{ kind: pii-detector, action: block, {selector} }}");
        Assert.Equal(applies, plan.Scope(Facts(facts), Now).Reads(PolicyPhase.Input));
    }

    [Theory]
    [InlineData("warn", false)]
    [InlineData("redact", true)]
    [InlineData("block", true)]
    public void Scope_FactMissing_CountsOnlyAgainstProtectingPolicies(string action, bool applies)
    {
        var plan = Plan($"p: {{ kind: pii-detector, action: {action}, when: {{ teams: [hr] }} }}");
        Assert.Equal(applies, plan.Scope(new PolicyContext(), Now).Reads(PolicyPhase.Input));
    }

    [Fact]
    public void Scope_EntityMap_ProtectsByItsGravestAction()
    {
        var plan = Plan("p: { kind: pii-detector, entities: { US_SSN: block, IP_ADDRESS: warn }, when: { teams: [hr] } }");
        Assert.True(plan.Scope(new PolicyContext(), Now).Reads(PolicyPhase.Input));
    }

    [Fact]
    public void Scope_SameSelection_IsTheSameObject()
    {
        var plan = Plan("p: { kind: pii-detector, action: block, when: { teams: [hr] } }");
        Assert.Same(plan.Scope(Facts("team=hr;user=a"), Now), plan.Scope(Facts("team=hr;user=b"), Now));
        Assert.NotSame(plan.Scope(Facts("team=hr"), Now), plan.Scope(Facts("team=sales"), Now));
    }

    [Fact]
    public void Scope_KnownSelection_AllocatesNothing()
    {
        var plan = Plan("p: { kind: pii-detector, action: block, when: { teams: [hr], models: ['gpt-*'] } }");
        var facts = Facts("team=hr;model=gpt-4o");
        Assert.Equal(0, Allocation.Least(() => plan.Scope(facts, Now)));
    }

    [Fact]
    public void Scope_HundredPolicies_SelectsEach()
    {
        var names = Enumerable.Range(0, 100).Select(i => $"p{i}").ToList();
        var plan = Load($"""
            pack: [name, a]
            policies: [chain]
            """.Replace("[name, a]", "{ name: a, version: 1.0.0, enabled: true }", StringComparison.Ordinal)
            .Replace("[chain]", $"{{ chain: [{string.Join(", ", names)}] }}", StringComparison.Ordinal)
            + "\npolicy:\n" + string.Concat(names.Select(n => $"  {n}: {{ kind: model-allowlist, deny: [m], when: {{ teams: [{n}] }} }}\n")));
        Assert.All(names, n => Assert.Equal(n, Assert.Single(plan.Scope(Facts("team=" + n), Now).ModelRules).Policy));
        Assert.Equal(100, plan.Scope(new PolicyContext(), Now).ModelRules.Count);
    }

    [Theory]
    [InlineData("phases: [input]", true, false)]
    [InlineData("phases: [output]", false, true)]
    [InlineData("phases: [input, output]", true, true)]
    [InlineData("enabled: true", true, true)]
    public void Scope_Phases_LimitWhereAPolicyReads(string field, bool input, bool output)
    {
        var scope = Plan($"p: {{ kind: pii-detector, action: redact, {field} }}").Scope(new PolicyContext(), Now);
        Assert.Equal((input, output), (scope.Reads(PolicyPhase.Input), scope.Reads(PolicyPhase.Output)));
        Assert.Equal((input, output), (scope.Rewrites(PolicyPhase.Input), scope.Rewrites(PolicyPhase.Output)));
    }

    [Theory]
    [InlineData("streaming: buffered", true)]
    [InlineData("streaming: realtime", false)]
    [InlineData("streaming: buffered, phases: [input]", false)]
    [InlineData("streaming: buffered, mode: shadow", false)]
    public void Scope_Buffered_OnlyWhereOutputIsJudged(string fields, bool buffered) =>
        Assert.Equal(buffered, Plan($"p: {{ kind: pii-detector, action: block, {fields} }}").Scope(new PolicyContext(), Now).BufferedOutput);

    [Theory]
    [InlineData("action: warn", false)]
    [InlineData("action: block", false)]
    [InlineData("action: redact", true)]
    [InlineData("action: redact, mode: shadow", false)]
    [InlineData("entities: { US_SSN: redact, IP_ADDRESS: warn }", true)]
    public void Scope_Rewrites_OnlyWhereItRedacts(string fields, bool rewrites) =>
        Assert.Equal(rewrites, Plan($"p: {{ kind: pii-detector, {fields} }}").Scope(new PolicyContext(), Now).Rewrites(PolicyPhase.Output));

    [Fact]
    public void Begin_PhaseWithoutText_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan("p: { kind: audit-logger }").Scope(new PolicyContext(), Now).Begin(PolicyPhase.Budget, new PolicyCall(new PolicyContext())));

    [Fact]
    public void Begin_NoPolicyReads_PassesEverything()
    {
        using var evaluation = Plan("p: { kind: audit-logger }").Scope(new PolicyContext(), Now).Begin(PolicyPhase.Input, new PolicyCall(new PolicyContext()));
        Assert.Null(evaluation.Rewrite("jane@example.com"));
        var outcome = evaluation.Outcome();
        Assert.Equal((Verdict.Allow, ReasonCodes.AllPoliciesPassed), (outcome.Verdict, outcome.ReasonCode));
        Assert.Empty(outcome.Policies);
    }

    internal static PolicyPlan Plan(string block) => Load($$"""
        pack: { name: a, version: 1.0.0, enabled: true }
        policies: { chain: [p] }
        policy:
          {{block}}
        """);

    private static PolicyPlan Load(string yaml)
    {
        var result = PolicyEngine.Load(yaml);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        return result.Plan!;
    }

    private static PolicyContext Facts(string facts)
    {
        var context = new PolicyContext();
        foreach (var fact in facts.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (fact[..fact.IndexOf('=', StringComparison.Ordinal)], fact[(fact.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            context = name switch
            {
                "team" => context with { Team = value },
                "key" => context with { Key = value },
                "user" => context with { User = value },
                "model" => context with { Model = value },
                "candidates" => context with { CandidateModels = value.Split(',') },
                "providers" => context with { Providers = value.Split(',') },
                _ => context with { Environment = value },
            };
        }

        return context;
    }
}
