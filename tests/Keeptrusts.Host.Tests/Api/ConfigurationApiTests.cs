using System.Net;
using System.Net.Http.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

public sealed class ConfigurationApiTests : IAsyncLifetime
{
    private const string Versions = "/v1/configurations/local-gw/versions";

    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Version_OfATemplate_IsInForceWithTheNextCall()
    {
        var key = (await _host.CreateTokenAsync(new { name = "a" })).Text("key");
        Assert.Equal("local-gw@1", await ConfigurationOfAsync(key));

        var change = await _host.MustAsync(HttpMethod.Post, Versions, new { template = "standard-dev", gateway = "local-gw", note = "less friction" });

        Assert.Equal(("local-gw@2", "local-gw@1", true, true), (change.Text("label"), change.Text("before"), change.GetProperty("created").GetBoolean(), change.GetProperty("deployed").GetBoolean()));
        Assert.Contains("+  pii-detector: { action: warn }", change.Text("diff"), StringComparison.Ordinal);
        Assert.Equal("local-gw@2", await ConfigurationOfAsync(key));
        var version = await _host.MustAsync(HttpMethod.Get, $"{Versions}/2");
        Assert.Equal(("template", "standard-dev", "less friction", "machine"), (version.Text("source"), version.Text("template"), version.Text("note"), version.Text("author")));
    }

    [Fact]
    public async Task Version_ThatSaysTheSame_IsNone()
    {
        var document = (await _host.MustAsync(HttpMethod.Get, "/v1/configurations/local-gw")).Text("document");
        var change = await _host.MustAsync(HttpMethod.Post, Versions, new { document });
        Assert.Equal((false, false, false, ""), (change.GetProperty("changed").GetBoolean(), change.GetProperty("created").GetBoolean(), change.GetProperty("deployed").GetBoolean(), change.Text("diff")));
        Assert.Single((await _host.MustAsync(HttpMethod.Get, Versions)).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task Version_WithErrors_IsRefusedWithAllOfThem()
    {
        var document = Document("policies: { chain: [pii-detecter, audit-logger] }\npolicy: { audit-logger: { retention_days: x } }");
        var (status, problem) = await _host.AskAsync(HttpMethod.Post, Versions, new { document, file = "mine.yaml" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.True(problem.GetProperty("errors").GetArrayLength() >= 2, problem.ToString());
        Assert.Contains("mine.yaml(2,", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(1, (await _host.MustAsync(HttpMethod.Get, "/v1/configurations/local-gw")).GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task Version_ByTwoEditors_TheSecondIsRefused()
    {
        var first = new { document = Document("policies: { chain: [audit-logger] }"), base_revision = 1 };
        var second = new { document = Document("policies: { chain: [] }"), base_revision = 1 };
        await _host.MustAsync(HttpMethod.Post, Versions, first);
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Post, Versions, second)).Status);

        using var read = await _host.Http.SendAsync(Request(HttpMethod.Get, "/v1/configurations/local-gw"));
        var tag = read.Headers.ETag!;
        await _host.MustAsync(HttpMethod.Post, "/v1/configurations/local-gw/rollback", new { });
        var stale = Request(HttpMethod.Post, Versions);
        stale.Content = JsonContent.Create(new { second.document });
        stale.Headers.IfMatch.Add(tag);
        using var refused = await _host.Http.SendAsync(stale);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
    }

    [Fact]
    public async Task Deployment_RolledBackTwice_ReturnsToWhereItWas()
    {
        await _host.MustAsync(HttpMethod.Post, Versions, new { document = Document("policies: { chain: [audit-logger] }") });
        await _host.MustAsync(HttpMethod.Post, Versions, new { document = Document("policies: { chain: [] }"), deploy = false });
        Assert.Equal("local-gw@2", await DeployedAsync());
        Assert.Equal("local-gw@1", (await _host.MustAsync(HttpMethod.Post, "/v1/configurations/local-gw/rollback", new { })).Text("label"));
        Assert.Equal("local-gw@2", (await _host.MustAsync(HttpMethod.Post, "/v1/configurations/local-gw/rollback", new { })).Text("label"));
        await _host.MustAsync(HttpMethod.Post, "/v1/configurations/local-gw/deploy", new { revision = 3 });
        Assert.Equal("local-gw@3", await DeployedAsync());
        var (status, problem) = await _host.AskAsync(HttpMethod.Post, "/v1/configurations/local-gw/deploy", new { revision = 9 });
        Assert.Equal((HttpStatusCode.NotFound, "`local-gw` has no revision 9; it has 1 to 3"), (status, problem.Text("detail")));
        Assert.Equal("local-gw@1", (await _host.MustAsync(HttpMethod.Get, "/v1/configurations/local-gw/diff?from=1&to=3")).Text("from"));
    }

    [Fact]
    public async Task Version_EditedToReadAnotherVariable_IsRefused()
    {
        const string Targets = "variables: { PATH: { from: env } }\nproviders: { targets: [{ id: t, provider: openai-compatible, base_url: https://models.example.com/v1, secret_key_ref: { env: PATH } }] }\npolicies: { chain: [audit-logger] }";
        var (status, problem) = await _host.AskAsync(HttpMethod.Post, Versions, new { document = Document(Targets) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("KT1011", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(problem.GetProperty("errors").ToString(), (await _host.MustAsync(HttpMethod.Post, "/v1/lint", new { document = Document(Targets) })).GetProperty("errors").ToString());
    }

    [Fact]
    public async Task Key_OfATemplate_IsGovernedByItWithTheGatewaysTargets()
    {
        var key = (await _host.CreateTokenAsync(new { name = "a", template = "standard-staging", expires_in = "1d" })).Text("key");
        Assert.Equal("local-gw.standard-staging@1", await ConfigurationOfAsync(key));
        using var blocked = await _host.CallAsync(key, "write to ada@corp.example.com");
        Assert.Equal(HttpStatusCode.BadRequest, blocked.StatusCode);

        // Whatever changes the gateway's targets reaches the key.
        var targets = "providers: { targets: [{ id: e, provider: echo, models: [one] }] }\npolicies: { chain: [audit-logger] }";
        var change = await _host.MustAsync(HttpMethod.Post, Versions, new { document = Document(targets) });
        Assert.Equal("local-gw.standard-staging", Assert.Single(change.GetProperty("derived").EnumerateArray()).GetString());
        using var unknown = await _host.CallAsync(key);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        var derived = await _host.MustAsync(HttpMethod.Get, "/v1/configurations/local-gw.standard-staging");
        Assert.Equal(2, derived.GetProperty("deployed").GetInt32());
        Assert.Contains("models: [one]", derived.Text("document"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Post, "/v1/configurations/local-gw.standard-staging/versions", new { document = derived.Text("document") })).Status);
    }

    [Fact]
    public async Task KeyOfATemplate_AfterARestart_IsGovernedTheSame()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Location, "data");
        string key;
        await using (var first = await RunningHost.StartAsync(data))
        {
            key = (await first.CreateTokenAsync(new { name = "a", template = "standard-staging", expires_in = "1d" })).Text("key");
        }

        await using var again = await RunningHost.StartAsync(data);
        using var answer = await again.CallAsync(key);
        Assert.Equal("local-gw.standard-staging@1", answer.Headers.GetValues("x-keeptrusts-config").Single());
    }

    [Fact]
    public async Task Template_OfOnesOwn_GovernsItsKeysAndChangesWithIt()
    {
        string Text(string action) => $"pack: {{ name: ours, version: 1.0.0, enabled: true }}\npolicies: {{ chain: [pii-detector, audit-logger] }}\npolicy: {{ pii-detector: {{ action: {action} }} }}\nunreadable: {{ images: allow, files: allow, audio: allow, remote: allow }}\n";
        await _host.MustAsync(HttpMethod.Put, "/v1/templates/ours", new { document = Text("redact") });
        var key = (await _host.CreateTokenAsync(new { name = "a", template = "ours", expires_in = "1d" })).Text("key");
        Assert.Equal("local-gw.ours@1", await ConfigurationOfAsync(key));

        await _host.MustAsync(HttpMethod.Put, "/v1/templates/ours", new { document = Text("block") });

        Assert.Equal("local-gw.ours@2", await ConfigurationOfAsync(key));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.AskAsync(HttpMethod.Put, "/v1/templates/ours", new { document = Text("blok") })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Delete, "/v1/templates/ours")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Put, "/v1/templates/standard-dev", new { document = Text("block") })).Status);
        await _host.MustAsync(HttpMethod.Delete, $"/v1/tokens/a");
        await _host.MustAsync(HttpMethod.Delete, "/v1/templates/ours");
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Get, "/v1/templates/ours")).Status);
    }

    [Fact]
    public async Task Gateway_GivenAnotherConfiguration_IsGovernedByItAtOnce()
    {
        var key = (await _host.CreateTokenAsync(new { name = "a" })).Text("key");
        await _host.MustAsync(HttpMethod.Post, "/v1/configurations/strict/versions", new { document = Document("policies: { chain: [audit-logger] }") });
        var gateway = await _host.MustAsync(HttpMethod.Put, "/v1/gateways/local-gw", new { configuration = "strict", allowed_templates = new[] { "standard-dev" }, environment = "prod" });
        Assert.Equal(("strict@1", "prod"), (gateway.Text("deployed"), gateway.Text("environment")));
        Assert.Equal("strict@1", await ConfigurationOfAsync(key));
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Put, "/v1/gateways/local-gw", new { configuration = "none" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Put, "/v1/gateways/local-gw", new { allowed_templates = new[] { "standard" } })).Status);
    }

    private static string Document(string rest) => $"pack: {{ name: a, version: 1.0.0, enabled: true }}\n{rest}\n";

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, _host.Control + path);
        request.Headers.Authorization = new("Bearer", _host.MachineToken);
        return request;
    }

    private async Task<string> ConfigurationOfAsync(string key)
    {
        using var answer = await _host.CallAsync(key);
        return answer.Headers.GetValues("x-keeptrusts-config").Single();
    }

    private async Task<string> DeployedAsync() => (await _host.MustAsync(HttpMethod.Get, "/v1/gateways/local-gw")).Text("deployed");
}
