using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Linting.Conflicts;

/// <summary>What lint says about random chains is what trying every request says, and what the engine does.</summary>
public sealed class ConflictPropertyTests
{
    private const int Chains = 10_000;

    private static readonly PolicyOptions Options = new() { Today = RandomChain.Today };
    private static readonly DateTimeOffset Now = new(RandomChain.Today, TimeSpan.Zero);
    private static readonly string[] Phases = ["input", "output"];

    [Fact]
    public void Lint_RandomChains_AgreesWithTryingEveryRequest()
    {
        var (chains, contradictions, unreachable, same) = (0, 0, 0, 0);
        for (var seed = 0; seed < Chains; seed++)
        {
            var chain = RandomChain.Draw(seed);
            var oracle = new ChainOracle(chain);
            var found = PolicyEngine.Lint(chain.Yaml(loads: false), Options);
            Assert.DoesNotContain(found, d => d.Code is not ("KT3001" or "KT3003" or "KT3005" or "KT4007" or "KT4006" or "KT0013" or "KT0016" or "KT1008"));
            CheckContradictions(seed, chain, oracle, [.. found.Where(d => d.Code == "KT3001")]);
            CheckNeedless(seed, chain, oracle, found);
            contradictions += found.Count(d => d.Code == "KT3001");
            unreachable += found.Count(d => d.Code == "KT3003");
            same += found.Count(d => d.Code == "KT3005");
            chains++;
        }

        Assert.Equal(Chains, chains);
        Assert.True(contradictions > 1_000 && unreachable > 1_000 && same > 100, $"{contradictions} contradictions, {unreachable} unreachable, {same} the same");
    }

    [Fact]
    public async Task Lint_RandomChains_AgreesWithTheEngine()
    {
        var (requests, witnesses) = (0, 0);
        for (var seed = 0; seed < Chains; seed++)
        {
            var chain = RandomChain.Draw(seed);
            var oracle = new ChainOracle(chain);
            var loaded = PolicyEngine.Load(chain.Yaml(), Options);
            var random = new Random(seed);
            for (var i = 0; i < 3; i++, requests++)
            {
                // 1. The oracle is right about a request.
                var (request, phase) = (random.Next(oracle.Requests.Count), Phases[random.Next(2)]);
                string[] terms = random.Next(2) == 0 ? ["falcon"] : ["eagle"];
                Assert.True(await RunAsync(loaded.Plan!, oracle.Requests[request], phase, terms[0]) is var (outcome, _) && (int)outcome.Verdict == oracle.Outcome(request, phase, terms).Verdict, $"seed {seed}, request {request}");
            }

            // 2. Every witness shows what it is a witness of.
            foreach (var finding in loaded.Diagnostics.Where(d => d.Witness is not null))
            {
                witnesses++;
                Assert.True(await ShowsAsync(chain, loaded.Plan!, finding), $"seed {seed}: {finding.Message} {finding.Witness}");
            }
        }

        Assert.Equal(3 * Chains, requests);
        Assert.True(witnesses > 1_000, $"{witnesses} witnesses");
    }

    [Fact]
    public async Task Engine_WithoutAnUnreachablePolicy_DoesTheSame()
    {
        var compared = 0;
        for (var seed = 0; seed < Chains / 10; seed++)
        {
            var chain = RandomChain.Draw(seed);
            foreach (var finding in PolicyEngine.Lint(chain.Yaml(), Options).Where(d => d.Code == "KT3003" && d.Related.Count > 0))
            {
                var name = finding.Path["policy.".Length..];
                var (with, without) = (PolicyEngine.Load(chain.Yaml(), Options).Plan!, PolicyEngine.Load(chain.Yaml(without: name), Options).Plan!);
                foreach (var request in new ChainOracle(chain).Requests.Take(40))
                {
                    foreach (var phase in Phases)
                    {
                        const string text = "a falcon, an eagle";
                        var (one, other) = (await RunAsync(with, request, phase, text), await RunAsync(without, request, phase, text));
                        Assert.True(one.Outcome.Verdict == other.Outcome.Verdict && one.Text == other.Text, $"seed {seed}: {finding.Message}");
                        compared++;
                    }
                }
            }
        }

        Assert.True(compared > 1_000, $"{compared} requests compared");
    }

    private static void CheckContradictions(int seed, RandomChain chain, ChainOracle oracle, IReadOnlyList<Diagnostic> found)
    {
        foreach (var (weak, w) in chain.Policies.Select((p, i) => (p, i)).Where(x => !x.p.Shadow))
        {
            var ofWeak = found.Where(d => d.Path == $"policy.{weak.Name}.action").ToList();
            foreach (var (strong, s) in chain.Policies.Select((p, i) => (p, i)).Where(x => !x.p.Shadow))
            {
                var expected = Expect(weak, w, strong, s, oracle);
                var actual = ofWeak.Where(d => d.Related.Count == 1 && d.Related[0].Path == $"policy.{strong.Name}.action").Select(d => (DiagnosticSeverity?)d.Severity).SingleOrDefault();
                var inUnion = ofWeak.Exists(d => d.Related.Count > 1 && d.Related.Any(r => r.Path == $"policy.{strong.Name}.action"));
                Assert.True(actual == expected || (inUnion && expected == DiagnosticSeverity.Info), $"seed {seed}: {weak.Name} and {strong.Name}: expected {expected?.ToString() ?? "nothing"}, got {actual?.ToString() ?? "nothing"}\n{chain.Yaml()}");
            }

            foreach (var union in ofWeak.Where(d => d.Related.Count > 1))
            {
                List<int> others = [.. union.Related.Select(r => chain.Policies.ToList().FindIndex(p => r.Path == $"policy.{p.Name}.action"))];
                Assert.True(Phases.Where(weak.Acts).All(phase => oracle.IsInsideUnion(w, [.. others.Where(o => chain.Policies[o].Acts(phase))])), $"seed {seed}: {union.Message}\n{chain.Yaml()}");
            }
        }
    }

    // More than one exception about models, or about targets, is more than the linter takes on.
    private static bool IsExact(RandomPolicy policy) => Array.TrueForAll(
        ["models", "providers"],
        f => policy.Except.Count(e => e.Globs.ContainsKey(f) && (e.Until is null || string.CompareOrdinal(e.Until, "2026-06-15") >= 0)) <= 1);

    private static DiagnosticSeverity? Expect(RandomPolicy weak, int w, RandomPolicy strong, int s, ChainOracle oracle)
    {
        var shared = Phases.Count(p => weak.Acts(p) && strong.Acts(p));
        if (strong.Rank <= weak.Rank || shared == 0 || !weak.Terms.Intersect(strong.Terms).Any() || !oracle.Meet(w, s))
        {
            return null;
        }

        var isWithin = shared == Phases.Count(weak.Acts);
        var (inside, tighter) = (IsExact(weak) && oracle.IsInside(w, s, known: true), IsExact(strong) && oracle.IsInside(s, w, known: true));
        return isWithin && shared == Phases.Count(strong.Acts) && inside && tighter ? DiagnosticSeverity.Error
            : isWithin && inside && oracle.IsInside(w, s, known: false) ? (weak.Action, strong.Action) == ("redact", "escalate") ? null : DiagnosticSeverity.Warning
            : tighter ? null
            : IsExact(weak) && IsExact(strong) ? DiagnosticSeverity.Info
            : null;
    }

    private static void CheckNeedless(int seed, RandomChain chain, ChainOracle oracle, IReadOnlyList<Diagnostic> found)
    {
        for (var p = 0; p < chain.Policies.Count; p++)
        {
            var policy = chain.Policies[p];
            if (policy.Shadow)
            {
                continue;
            }

            var isNeedless = Enumerable.Range(0, oracle.Requests.Count).All(r => Phases.All(phase => policy.Terms.All(t => oracle.Outcome(r, phase, [t]) == oracle.Outcome(r, phase, [t], without: p))));
            var isUnreachable = found.Any(d => d.Code == "KT3003" && d.Path == $"policy.{policy.Name}" && d.Related.Count > 0);
            var isMentioned = found.Any(d => d.Path == $"policy.{policy.Name}" || d.Path == $"policy.{policy.Name}.action" || d.Related.Any(r => r.Path == $"policy.{policy.Name}" || r.Path == $"policy.{policy.Name}.action"));
            Assert.True(!isUnreachable || isNeedless, $"seed {seed}: {policy.Name} adds something\n{chain.Yaml()}");
            Assert.True(!isNeedless || isMentioned || !IsExact(policy) || !oracle.Meet(p, p), $"seed {seed}: {policy.Name} adds nothing, and nobody says so\n{chain.Yaml()}");
        }
    }

    private static async Task<bool> ShowsAsync(RandomChain chain, PolicyPlan plan, Diagnostic finding)
    {
        var context = new PolicyContext
        {
            Team = finding.Witness!.Team,
            Key = finding.Witness.Key,
            User = finding.Witness.User,
            Model = finding.Witness.Model,
            Providers = finding.Witness.Provider is { } provider ? [provider] : [],
            Environment = finding.Witness.Environment,
        };
        var name = finding.Path.Split('.')[1];
        var policy = chain.Policies.Single(p => p.Name == name);
        var shows = false;
        foreach (var phase in Phases.Where(policy.Acts))
        {
            var (outcome, _) = await RunAsync(plan, context, phase, finding.Witness.Subject!);
            var own = outcome.Policies.SingleOrDefault(r => r.Name == name);
            shows |= finding.Code switch
            {
                // It acts, and something graver decides.
                "KT3001" => own is not null && (int)own.Verdict == policy.Rank && outcome.Verdict > own.Verdict,

                // It acts, and another does at least the same.
                _ => own is not null && (int)own.Verdict == policy.Rank && outcome.Policies.Any(r => r.Name != name && !r.Shadow && r.Verdict >= own.Verdict),
            };
        }

        return shows;
    }

    private static async Task<(PhaseOutcome Outcome, string Text)> RunAsync(PolicyPlan plan, PolicyContext request, string phase, string text)
    {
        using var evaluation = plan.Scope(request, Now).Begin(phase == "input" ? PolicyPhase.Input : PolicyPhase.Output, new PolicyCall(request));
        var rewritten = evaluation.Rewrite(text);
        var outcome = await evaluation.CompleteAsync(TestContext.Current.CancellationToken);
        return (outcome, outcome.Verdict == Verdict.Block ? "" : rewritten ?? text);
    }
}
