using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.Tests.ControlPlane.Secrets;

/// <summary>Which variables and secrets a document may use, and for which hosts.</summary>
public sealed class SecretCheckTests
{
    private static PolicyPlan Plan(string url, string variable = "OPENAI_API_KEY") => PolicyEngine.Load($$"""
        pack: { name: a, version: 1.0.0, enabled: true }
        variables: { {{variable}}: { from: env } }
        providers: { targets: [{ id: t, provider: openai-compatible, base_url: "{{url}}", secret_key_ref: { env: {{variable}} } }] }
        policies: { chain: [audit-logger] }
        policy: { audit-logger: { retention_days: 90 } }
        """).Plan!;

    [Theory]
    [InlineData("https://api.openai.com/v1", "OPENAI_API_KEY", 0)]
    [InlineData("https://API.openai.com/other", "OPENAI_API_KEY", 0)]
    [InlineData("https://evil.example/v1", "OPENAI_API_KEY", 1)]
    [InlineData("https://api.openai.com/v1", "PATH", 1)]
    public void Problems_EditedDocument_UsesOnlyWhatTheStarterNamed(string url, string variable, int problems)
    {
        var allowed = new EnvironmentAllowList();
        allowed.Trust(Plan("https://api.openai.com/v1"));
        using var folder = new TempFolder();
        var check = new SecretCheck(new SecretSnapshot(TestKeyRing.In(folder.Location)), allowed);
        Assert.Equal(problems, check.Problems(Plan(url, variable), trusted: false).Count());
        Assert.Empty(check.Problems(Plan(url, variable), trusted: true));
    }

    [Fact]
    public void Find_Variable_GoesOnlyWhereTheStarterSendsIt()
    {
        var allowed = new EnvironmentAllowList();
        allowed.Trust(Plan("https://api.openai.com/v1"));
        using var folder = new TempFolder();
        var secrets = new HostSecrets(new SecretSnapshot(TestKeyRing.In(folder.Location)), allowed, name => "value of " + name);
        var key = new SecretReference("env", "OPENAI_API_KEY");
        Assert.Equal("value of OPENAI_API_KEY", secrets.Find(key, "api.openai.com"));
        Assert.Equal("value of OPENAI_API_KEY", secrets.Find(key, null));
        Assert.Null(secrets.Find(key, "evil.example"));
        Assert.Null(secrets.Find(new("env", "PATH"), null));
        Assert.Null(secrets.Find(new("store", ".escalation-hash"), null));
    }

    [Theory]
    [InlineData("api.openai.com", "api.openai.com", true)]
    [InlineData("api.openai.com", "API.OpenAI.com", true)]
    [InlineData("api.openai.com", "xapi.openai.com", false)]
    [InlineData("*.openai.com", "api.openai.com", true)]
    [InlineData("*.openai.com", "a.b.openai.com", true)]
    [InlineData("*.openai.com", "openai.com", false)]
    [InlineData("*.openai.com", "evilopenai.com", false)]
    [InlineData("[::1]", "::1", true)]
    public void Allow_Hosts_AsWritten(string entry, string host, bool expected) => Assert.Equal(expected, AllowedHosts.Allow([entry], host));
}
