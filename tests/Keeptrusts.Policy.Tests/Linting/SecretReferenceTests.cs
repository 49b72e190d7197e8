namespace Keeptrusts.Policy.Tests.Linting;

/// <summary>KT1001 and KT1010: what an undeclared name is depends on who knows the place of deployment.</summary>
public sealed class SecretReferenceTests
{
    private const string Document =
        """
        pack: { name: a, version: 1.0.0, enabled: true }
        policies: { chain: [] }
        variables: { OTHER: { from: env } }
        providers: { targets: [{ id: b, provider: openai, models: [b], secret_key_ref: { env: OTHER } }, { id: a, provider: openai, base_url: https://a.example, secret_key_ref: { env: TEAM_KEY } }] }
        """;

    [Theory]
    [InlineData(null, "Warning KT1010 `TEAM_KEY` is not declared in `variables`")]
    [InlineData(true, "Warning KT1010 `TEAM_KEY` is only in the environment, and not declared in `variables`")]
    [InlineData(false, "Error KT1001 `TEAM_KEY` is neither declared in `variables` nor set in the environment")]
    public void Inspect_UndeclaredVariable_IsJudgedByWhatTheDeploymentHas(bool? has, string expected)
    {
        var finding = Assert.Single(PolicyEngine.Lint(Document, new PolicyOptions { HasVariable = has is { } known ? _ => known : null }));
        Assert.Equal(expected, $"{finding.Severity} {finding.Code} {finding.Message}");
    }

    [Fact]
    public void Inspect_DeclaredVariable_NeedNotBeSet() =>
        Assert.Empty(PolicyEngine.Lint(Document.Replace("OTHER", "TEAM_KEY", StringComparison.Ordinal), new PolicyOptions { HasVariable = _ => false }));

    [Fact]
    public void Inspect_DocumentWithErrors_StillSaysWhatItIs()
    {
        var inspected = PolicyEngine.Inspect(Document.Replace("chain: []", "chain: [pii-detector, audit-logger]", StringComparison.Ordinal));
        Assert.Equal(("a", "1.0.0", 1), (inspected.Name, inspected.Version, inspected.PolicyCount));
        Assert.Equal(["pii-detector", "audit-logger"], inspected.Chain);
        Assert.Null(PolicyEngine.Inspect("pack: [").Name);
    }
}
