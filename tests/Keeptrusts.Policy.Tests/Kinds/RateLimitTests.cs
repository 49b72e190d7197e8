using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Policy.Tests.Kinds;

public sealed class RateLimitTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 10, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly MemoryCounterStore _counters;

    public RateLimitTests() => _counters = new MemoryCounterStore(_time);

    [Fact]
    public void Admit_Requests_AreLimitedPerWindow()
    {
        var scope = Scope("p: { kind: rate-limit, requests: 2, window_seconds: 60 }");
        Assert.True(Admits(scope, Call("k")));
        Assert.True(Admits(scope, Call("k")));
        var refused = Call("k");
        var outcome = scope.Admit(refused, Facts());
        Assert.Equal((Verdict.Block, ReasonCodes.RateLimitExceeded), (outcome.Verdict, outcome.ReasonCode));
        Assert.Equal([new RateLimitState("requests", 2, 0, TimeSpan.FromSeconds(50)) { Exceeded = true }], refused.Limits);

        // Another member has a limit of its own; the next window begins with none used.
        Assert.True(Admits(scope, Call("other")));
        _time.Advance(TimeSpan.FromSeconds(50));
        var next = Call("k");
        Assert.True(Admits(scope, next));
        Assert.Equal([new RateLimitState("requests", 2, 1, TimeSpan.FromSeconds(60))], next.Limits);
    }

    [Theory]
    [InlineData("global", "k1", "k2", true)]
    [InlineData("key", "k1", "k2", false)]
    [InlineData("key", "k1", "k1", true)]
    [InlineData("team", "k1", "k2", true)]
    [InlineData("user", "k1", "k2", true)]
    [InlineData("ip", "k1", "k2", true)]
    public void Admit_Scope_SaysWhoShares(string limitScope, string first, string second, bool shared)
    {
        // The calls have no team, user or address: those who lack the fact share one limit.
        var scope = Scope($"p: {{ kind: rate-limit, requests: 1, scope: {limitScope} }}");
        Assert.True(Admits(scope, Call(first)));
        Assert.Equal(!shared, Admits(scope, Call(second)));
    }

    [Fact]
    public void Admit_Tokens_AreChargedByEstimateAndSettled()
    {
        var scope = Scope("p: { kind: rate-limit, tokens: 100, window_seconds: 60 }");
        Assert.True(scope.CountsInput);
        var first = Call("k");
        Assert.True(Admits(scope, first, input: 30, output: 50));
        Assert.Equal(20, first.Limits[0].Remaining);
        Assert.False(Admits(scope, Call("k"), input: 30));
        first.End(40);
        first.End(40);
        var second = Call("k");
        Assert.True(Admits(scope, second, input: 30));
        Assert.Equal(30, second.Limits[0].Remaining);
        second.End(75);
        Assert.False(Admits(scope, Call("k")));
    }

    [Fact]
    public void End_AfterTheWindow_GivesNothingToTheNext()
    {
        var scope = Scope("p: { kind: rate-limit, tokens: 100, window_seconds: 60 }");
        var early = Call("k");
        Assert.True(Admits(scope, early, input: 90));
        _time.Advance(TimeSpan.FromSeconds(60));
        var late = Call("k");
        Assert.True(Admits(scope, late, input: 90));
        early.End(0);
        Assert.False(Admits(scope, Call("k"), input: 20));
    }

    [Fact]
    public void Admit_Parallel_IsGivenBackAtTheEnd()
    {
        var scope = Scope("p: { kind: rate-limit, max_parallel_requests: 1 }");
        var first = Call("k");
        Assert.True(Admits(scope, first));
        var second = Call("k");
        Assert.False(Admits(scope, second));
        Assert.Equal("parallel", second.Limits[0].Meter);
        second.End(0);
        Assert.False(Admits(scope, Call("k")));
        first.End(0);
        Assert.True(Admits(scope, Call("k")));
        Assert.Equal(1, _counters.Count);
    }

    [Fact]
    public void Admit_RefusedByAnother_UsesUpNothing()
    {
        var scope = Scope("""
            day: { kind: rate-limit, requests: 10, window_seconds: 86400, max_parallel_requests: 5 }
              minute: { kind: rate-limit, requests: 1, window_seconds: 60 }
            """, "day, minute");
        var first = Call("k");
        Assert.True(Admits(scope, first));
        for (var i = 0; i < 20; i++)
        {
            Assert.False(Admits(scope, Call("k")));
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        var later = Call("k");
        Assert.True(Admits(scope, later));
        Assert.Equal(8, later.Limits[0].Remaining);
    }

    [Fact]
    public void Admit_RefusedByAPureRule_IsSkippedInChainOrder()
    {
        var scope = Scope("""
            limit: { kind: rate-limit, requests: 1 }
              models: { kind: model-allowlist, allow: [a] }
            """, "limit, models");
        var outcome = scope.Admit(Call("k"), new AdmissionFacts { Model = "b" });
        Assert.Equal(ReasonCodes.ModelNotAllowed, outcome.ReasonCode);
        Assert.Equal([("limit", true), ("models", false)], outcome.Policies.Select(p => (p.Name, p.Skipped)));
        Assert.True(Admits(scope, Call("k"), model: "a"));
    }

    [Fact]
    public void Admit_Shadow_CountsApartAndNeverRefuses()
    {
        var shadow = Scope("p: { kind: rate-limit, requests: 1, mode: shadow }");
        Assert.True(Admits(shadow, Call("k")));
        var call = Call("k");
        var outcome = shadow.Admit(call, Facts());
        Assert.Equal(Verdict.Allow, outcome.Verdict);
        Assert.Equal((Verdict.Block, true), (outcome.Policies[0].Verdict, outcome.Policies[0].Shadow));
        Assert.Empty(call.Limits);
        Assert.True(Admits(Scope("p: { kind: rate-limit, requests: 1 }"), Call("k")));
    }

    [Fact]
    public void WouldAdmit_Limit_TakesNothing()
    {
        var scope = Scope("p: { kind: rate-limit, requests: 1 }");
        for (var i = 0; i < 3; i++)
        {
            Assert.True(scope.WouldAdmit(Call("k"), Facts()));
        }

        Assert.True(Admits(scope, Call("k")));
    }

    private static AdmissionFacts Facts(int? input = null, int? output = null, string model = "m") => new() { Model = model, InputTokens = input, OutputLimit = output };

    private static bool Admits(ScopedPlan scope, PolicyCall call, int? input = null, int? output = null, string model = "m") =>
        scope.Admit(call, Facts(input, output, model)).Verdict == Verdict.Allow;

    private PolicyCall Call(string key) => new(new PolicyContext { Key = key }, new PolicyServices { Time = _time, Counters = _counters });

    private static ScopedPlan Scope(string blocks, string chain = "p")
    {
        var loaded = PolicyEngine.Load($$"""
            pack: { name: a, version: 1.0.0, enabled: true }
            policies: { chain: [{{chain}}] }
            policy:
              {{blocks}}
            """);
        Assert.Empty(loaded.Diagnostics);
        return loaded.Plan!.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
    }
}
