using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Kinds;

public sealed class DataRoutingTests
{
    private const string Targets = """
        providers:
          targets:
            - { id: zero, provider: echo, data_policy: { zero_data_retention: true, training_opt_out: true } }
            - { id: month, provider: echo, data_policy: { training_opt_out: true, retention_days: 30 } }
            - { id: silent, provider: echo }
        """;

    [Theory]
    [InlineData("require_zero_data_retention: true", "zero")]
    [InlineData("require_no_training: true", "zero,month")]
    [InlineData("max_retention_days: 30", "zero,month")]
    [InlineData("max_retention_days: 29", "zero")]
    [InlineData("require_no_training: false, max_retention_days: 36500", "zero,month")]
    [InlineData("require_no_training: false", "zero,month,silent")]
    public void ClearTargets_Demands_LeaveWhoPromises(string fields, string expected)
    {
        var plan = Load(fields).Plan!;
        var cleared = plan.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch).ClearTargets(plan.Targets);
        Assert.Equal(expected.Split(','), cleared.Targets.Select(t => t.Id));
        Assert.Equal(Verdict.Allow, cleared.Outcome.Verdict);
    }

    [Fact]
    public void ClearTargets_NobodyPromises_Blocks()
    {
        var plan = Load("require_zero_data_retention: true").Plan!;
        var cleared = plan.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch).ClearTargets([.. plan.Targets.Skip(1)]);
        Assert.Empty(cleared.Targets);
        Assert.Equal((Verdict.Block, ReasonCodes.NoCompliantProvider), (cleared.Outcome.Verdict, cleared.Outcome.ReasonCode));
    }

    [Fact]
    public void ClearTargets_Shadow_KeepsAllAndSaysWhatItWouldDo()
    {
        var plan = Load("require_zero_data_retention: true, mode: shadow").Plan!;
        var cleared = plan.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch).ClearTargets([.. plan.Targets.Skip(1)]);
        Assert.Equal(["month", "silent"], cleared.Targets.Select(t => t.Id));
        Assert.Equal((Verdict.Allow, Verdict.Block), (cleared.Outcome.Verdict, cleared.Outcome.Policies[0].Verdict));
    }

    private static PolicyLoadResult Load(string fields)
    {
        var loaded = PolicyEngine.Load($$"""
            pack: { name: a, version: 1.0.0, enabled: true }
            {{Targets}}
            policies: { chain: [p] }
            policy:
              p: { kind: data-routing-policy, {{fields}} }
            """);
        Assert.DoesNotContain(loaded.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        return loaded;
    }
}
