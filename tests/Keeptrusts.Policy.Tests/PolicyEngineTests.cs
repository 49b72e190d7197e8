using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests;

public sealed class PolicyEngineTests
{
    /// <summary>The document of a first start.</summary>
    private const string LocalGateway = """
        pack: { name: local-gw, version: 1.0.0, enabled: true }
        policies:
          chain: [pii-detector, audit-logger]
        policy:
          pii-detector: { action: redact }
        """;

    /// <summary>The design's example without what this version does not have.</summary>
    private const string Example = """
        # yaml-language-server: $schema=./policy-config.schema.json
        pack: { name: search-dev, version: 1.0.0, enabled: true }     # all three required

        variables:                             # names this deployment supplies
          OPENAI_API_KEY: { from: env, description: key of the search team's OpenAI project }

        providers:
          targets:
            - id: openai-primary
              provider: openai
              base_url: https://api.openai.com/v1
              secret_key_ref: { env: OPENAI_API_KEY }
              models: [gpt-4o, gpt-4o-mini]
              pricing: { gpt-4o: { input_per_1m_usd: 2.50, cached_input_per_1m_usd: 1.25, output_per_1m_usd: 10.00 } }
              data_policy: { zero_data_retention: true, training_opt_out: true, retention_days: 0 }
              capabilities: { stream_usage: true, output_limit_field: max_completion_tokens }
          routing: { strategy: ordered }
          fallback: { triggers: [rate_limit, server_error, timeout], max_fallback_attempts: 3 }
          circuit_breaker: { failure_threshold: 5, cooldown_seconds: 30 }

        policies:
          chain: [pii-detector, pii-hr, cost-cap, audit-logger]

        policy:
          pii-detector: { action: redact }
          pii-hr:
            kind: pii-detector
            entities: [US_SSN, IBAN_CODE]
            when: { teams: [hr], models: ["gpt-4*"] }
            except: [{ keys: [hr-audit], until: 2027-03-31, reason: yearly audit }]
            action: block
          cost-cap: { budgets: [{ scope: team, window: day, soft_cap_usd: 40, hard_cap_usd: 50 }] }
          audit-logger: { retention_days: 90 }

        testing: { suites: [] }
        """;

    [Fact]
    public void Load_FirstStartDocument_HasNoFindings()
    {
        var result = PolicyEngine.Load(LocalGateway);
        Assert.Empty(result.Diagnostics);
        Assert.Equal("local-gw", result.Plan!.Name);
        Assert.Equal("1.0.0", result.Plan.Version);
        Assert.True(result.Plan.Enabled);
        Assert.Equal([("pii-detector", "pii-detector"), ("audit-logger", "audit-logger")], result.Plan.Chain);
        Assert.Empty(result.Plan.Targets);
    }

    [Fact]
    public void Load_Example_HasOneInfo()
    {
        var result = PolicyEngine.Load(Example, new PolicyOptions { Today = new DateTime(2026, 11, 26, 0, 0, 0, DateTimeKind.Utc) });
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(("KT4007", DiagnosticSeverity.Info, "policy.pii-hr.action"), (finding.Code, finding.Severity, finding.Path));
        Assert.NotNull(result.Plan);
    }

    [Fact]
    public void Load_Example_CompilesItsTarget()
    {
        var target = Assert.Single(PolicyEngine.Load(Example).Plan!.Targets);
        Assert.Equal("openai-primary", target.Id);
        Assert.Equal("https://api.openai.com/v1", target.BaseUrl!.AbsoluteUri);
        Assert.Equal(new SecretReference("env", "OPENAI_API_KEY"), target.Secret);
        Assert.Equal(["gpt-4o", "gpt-4o-mini"], target.Models);
        Assert.Equal(2.5m, target.Pricing["gpt-4o"].InputPer1M);
        Assert.Equal(1.25m, target.Pricing["gpt-4o"].CachedInputPer1M);
        Assert.Equal(10m, target.Pricing["gpt-4o"].OutputPer1M);
    }

    [Fact]
    public void Load_Example_CompilesItsBudgetAndAudit()
    {
        var plan = PolicyEngine.Load(Example).Plan!;
        Assert.Equal(["OPENAI_API_KEY"], plan.EnvironmentVariables);
        var scope = plan.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
        var budget = Assert.Single(scope.Budgets);
        Assert.Equal((BudgetScope.Team, BudgetWindow.Day, 40m, 50m), (budget.Scope, budget.Window, budget.SoftCapUsd, budget.HardCapUsd));
        Assert.Equal((90, true, "audit-logger"), (scope.Audit.RetentionDays, scope.Audit.Binding, scope.Audit.Policy));
        Assert.True(scope.Reads(PolicyPhase.Input));
        Assert.True(scope.Rewrites(PolicyPhase.Output));
        Assert.False(scope.BufferedOutput);
    }

    [Fact]
    public void Load_WindowsLineEndsAndByteOrderMark_MeanTheSame()
    {
        var result = PolicyEngine.Load("\uFEFF" + LocalGateway.ReplaceLineEndings("\r\n"));
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Plan);
    }

    [Fact]
    public void Load_TextChanged_ChangesContentHash()
    {
        var hash = PolicyEngine.Load(LocalGateway).Plan!.ContentHash;
        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, PolicyEngine.Load(LocalGateway).Plan!.ContentHash);
        Assert.NotEqual(hash, PolicyEngine.Load(LocalGateway + "\n").Plan!.ContentHash);
    }

    [Fact]
    public void Load_ErrorAndWarning_ReportsBothInOrderAndGivesNoPlan()
    {
        var result = PolicyEngine.Load("""
            pack: { name: a, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy:
              audit-logger: {}
              pii-detector: { action: blok }
            """);
        Assert.Null(result.Plan);
        Assert.Equal(["KT0011", "KT0005"], result.Diagnostics.Select(d => d.Code));
        Assert.Equal([DiagnosticSeverity.Warning, DiagnosticSeverity.Error], result.Diagnostics.Select(d => d.Severity));
    }
}
