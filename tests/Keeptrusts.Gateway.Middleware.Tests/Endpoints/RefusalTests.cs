using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Endpoints;

public sealed class RefusalTests
{
    private const string Hi = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer sk-marked-key")]
    [InlineData("Basic bWFya2VkLWtleQ==")]
    [InlineData("Bearer kt_gk_marked-key")]
    [InlineData("UNKNOWN")]
    [InlineData("ACCESS")]
    public async Task Call_BadKey_IsRefusedWithoutAnEcho(string? authorization)
    {
        await using var gateway = await TestGateway.StartAsync();
        authorization = authorization switch
        {
            "UNKNOWN" => "Bearer " + GatewayKey.Create(KeyKind.Gateway, new byte[GatewayKey.RandomByteCount]).Reveal(),
            "ACCESS" => "Bearer " + GatewayKey.Create(Enum.GetValues<KeyKind>().First(kind => kind != KeyKind.Gateway), new byte[GatewayKey.RandomByteCount]).Reveal(),
            _ => authorization,
        };
        var request = gateway.Request(Hi);
        request.Headers.Authorization = null;
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        var answer = await ClientAnswer.ReadAsync(await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken));
        AssertRefused(answer, 401, "invalid_request_error", "invalid_api_key");
        Assert.True(authorization is not { Length: > 12 } || !answer.Body.Contains(authorization[^6..], StringComparison.Ordinal));
        Assert.Empty(gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Call_ExpiredOrRevokedKey_SaysWhich()
    {
        await using var gateway = await TestGateway.StartAsync();
        var now = gateway.Time.GetUtcNow();
        AssertRefused(await gateway.CallAsync(Hi, gateway.Add(Calls.Key with { ExpiresAt = now })), 401, "invalid_request_error", "key_expired");
        AssertRefused(await gateway.CallAsync(Hi, gateway.Add(Calls.Key with { RevokedAt = now })), 401, "invalid_request_error", "key_revoked");
        Assert.Equal(200, (await gateway.CallAsync(Hi, gateway.Add(Calls.Key with { ExpiresAt = now.AddSeconds(1) }))).Status);
    }

    [Theory]
    [InlineData("{", 400, "invalid_json")]
    [InlineData("""{"model":"gpt-4o","model":"x","messages":[]}""", 400, "duplicate_key")]
    [InlineData("""{"model":"gpt-4o","messages":[{"role":"user","content":"\ud83d"}]}""", 400, "invalid_json")]
    [InlineData("""{"messages":[]}""", 400, "missing_required_parameter")]
    [InlineData("""{"model":"gpt-4o","messages":"hi"}""", 400, "invalid_type")]
    [InlineData("""{"model":"gpt-4o","messages":[],"user":{"name":"ann@example.com"}}""", 400, "invalid_type")]
    [InlineData("""{"model":"gpt-5-unheard-of","messages":[]}""", 404, "model_not_found")]
    [InlineData("""{"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"x"}}]}]}""", 400, "stateful_feature_disabled")]
    public async Task Call_BadRequest_IsClear(string body, int status, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallAsync(body);
        AssertRefused(answer, status, "invalid_request_error", code);
        Assert.Empty(gateway.Upstream.Calls);
        Assert.Equal((code, "refused"), await gateway.EventAsync() is var e ? (e.ErrorCode, e.Outcome) : default);
    }

    [Fact]
    public async Task Call_Policies_RefuseBeforeTheProvider()
    {
        await using var gateway = await TestGateway.StartAsync("{ action: block }", "model-allowlist: { deny: [gpt-4o-mini] }");
        var blocked = await gateway.CallAsync("""{"model":"gpt-4o","messages":[{"role":"user","content":"I am ann@example.com"}]}""");
        AssertRefused(blocked, 400, "policy_violation", "input_blocked");
        Assert.Equal(("pii-detector", "pii_detected", blocked["x-request-id"]), (blocked.Error["policy"]!.GetValue<string>(), blocked.Error["reason_code"]!.GetValue<string>(), blocked.Error["request_id"]!.GetValue<string>()));
        Assert.Equal(("block", "pii-detector=block"), (blocked["x-keeptrusts-verdict"], blocked["x-keeptrusts-policies"]));
        Assert.DoesNotContain("ann", blocked.Body, StringComparison.Ordinal);
        var denied = await gateway.CallAsync(Hi.Replace("gpt-4o", "gpt-4o-mini", StringComparison.Ordinal));
        AssertRefused(denied, 403, "invalid_request_error", "model_not_allowed");
        Assert.Contains("Allowed models: gpt-4o.", denied.Error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        var key = await gateway.CallAsync(Hi, gateway.Add(Calls.Key with { AllowedModels = ["gpt-4o-*"] }));
        AssertRefused(key, 403, "invalid_request_error", "model_not_allowed");
        AssertRefused(await gateway.CallAsync("""{"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"image_url","image_url":"https://x/y.png"}]}]}"""), 400, "policy_violation", "input_blocked");
        AssertRefused(await gateway.CallAsync("""{"model":"gpt-4o","messages":[{"role":"user","content":"x","ann@example.com":1}]}"""), 400, "policy_violation", "input_blocked");
        Assert.Empty(gateway.Upstream.Calls);
    }

    [Theory]
    [InlineData("""{"model":"gpt-4o","messages":[{"role":"user","content":"I am bob@example.com","ann@example.com":1}]}""")]
    [InlineData("""{"model":"gpt-4o-ann@example.com","messages":[]}""")]
    public async Task Call_FindingInAName_IsABlockEverywhere(string body)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load(TestGateway.Yaml(gateway.Upstream, "{ action: redact }").Replace("[gpt-4o, gpt-4o-mini]", "['gpt-4o*']", StringComparison.Ordinal));
        var answer = await gateway.CallAsync(body);
        AssertRefused(answer, 400, "policy_violation", "input_blocked");
        Assert.Equal(("block", "pii-detector=block", "pii-detector"), (answer["x-keeptrusts-verdict"], answer["x-keeptrusts-policies"], answer.Error["policy"]!.GetValue<string>()));
        var recorded = await gateway.EventAsync();
        Assert.Equal(("block", "pii_detected", "block"), (recorded.Verdict, recorded.ReasonCode, recorded.PolicyResults.Single(result => result.Name == "pii-detector").Verdict));
        Assert.Empty(gateway.Upstream.Calls);
    }

    [Theory]
    [InlineData("/v1/messages", "x-api-key")]
    [InlineData("/openai/v1/chat/completions", "api-key")]
    public async Task Call_TwoKeys_SaysSo(string path, string header)
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallAtAsync(path, Hi, request => request.Headers.TryAddWithoutValidation(header, "kt_gk_other"));
        Assert.Equal(401, answer.Status);
        Assert.Contains("More than one API key", answer.Error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("kt_gk_other", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("requests: 1", null, "Too many requests. Policy `rate-limit` allows 1 requests in this window")]
    [InlineData("requests: 1", "Slow down", "Slow down. Policy `rate-limit` allows 1 requests")]
    [InlineData("requests: 1", "Slow down!", "Slow down! Policy `rate-limit` allows 1 requests")]
    [InlineData("tokens: 2", null, "This call alone may use more tokens than a window allows. Policy `rate-limit` allows 2 tokens")]
    public async Task Call_RateLimited_IsSaidInSentences(string limit, string? message, string said)
    {
        await using var gateway = await TestGateway.StartAsync(more: $"rate-limit: {{ {limit}, window_seconds: 20, scope: key{(message is null ? "" : $", message: '{message}'")} }}");
        await gateway.CallAsync(Hi);
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal(429, answer.Status);
        Assert.StartsWith(said, answer.Error["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Budget_IsRefusedWithItsStanding()
    {
        await using var gateway = await TestGateway.StartAsync(more: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 0.001 }] }");
        var answer = await gateway.CallAsync(Hi);
        AssertRefused(answer, 429, "insufficient_quota", "budget_exceeded");
        Assert.Equal("""{"scope":"team","id":"search","window":"day","hard_cap_usd":0.001,"spent_usd":0,"reserved_usd":0,"resets_at":"2026-11-24T00:00:00+00:00"}""", answer.Error["budget"]!.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Null(answer["retry-after"]);
        gateway.Time.SetUtcNow(new(2026, 11, 23, 23, 59, 45, TimeSpan.Zero));
        Assert.Equal("15", (await gateway.CallAsync(Hi))["retry-after"]);
    }

    [Fact]
    public async Task Call_ConfigurationAway_Is503()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Secrets.Values.Clear();
        var keyless = await gateway.CallAsync(Hi);
        Assert.Equal((503, "no_target_available", "upstream_error"), (keyless.Status, keyless.Error["code"]!.GetValue<string>(), keyless.Error["type"]!.GetValue<string>()));
        gateway.Load(TestGateway.Yaml(gateway.Upstream, null).Replace("enabled: true", "enabled: false", StringComparison.Ordinal));
        AssertRefused(await gateway.CallAsync(Hi), 503, "server_error", "config_disabled");
        gateway.Policies.Current = null;
        AssertRefused(await gateway.CallAsync(Hi), 503, "server_error", "config_disabled");
    }

    [Fact]
    public async Task Call_UpstreamGone_Is502AndCostsNothing()
    {
        await using var gateway = await TestGateway.StartAsync(more: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }");
        gateway.Load(TestGateway.Yaml(gateway.Upstream, null, "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }").Replace(gateway.Upstream.BaseUrl.ToString(), "http://127.0.0.1:1/v1", StringComparison.Ordinal));
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((502, "upstream_unreachable", "upstream_error", "0"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["type"]!.GetValue<string>(), answer["x-keeptrusts-cost-usd"]));
    }

    [Theory]
    [InlineData("text/plain", null, "unsupported_content_type")]
    [InlineData("application/json; charset=utf-16", null, "unsupported_charset")]
    [InlineData("application/json", "gzip", "unsupported_content_encoding")]
    public async Task Call_UnsupportedBody_IsRefused(string type, string? encoding, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        var request = gateway.Request(Hi);
        request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        AssertRefused(await ClientAnswer.ReadAsync(await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken)), 400, "invalid_request_error", code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_TooLarge_Is413(bool lengthKnown)
    {
        await using var gateway = await TestGateway.StartAsync(configure: options => options.MaxRequestBytes = 1000);
        var request = gateway.Request(Hi.Replace("hi", new string('x', 1000 - Hi.Length + 3), StringComparison.Ordinal));
        request.Headers.TransferEncodingChunked = !lengthKnown;
        AssertRefused(await ClientAnswer.ReadAsync(await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken)), 413, "invalid_request_error", "request_too_large");
        var fits = gateway.Request(Hi.Replace("hi", new string('x', 1000 - Hi.Length + 2), StringComparison.Ordinal));
        fits.Headers.TransferEncodingChunked = !lengthKnown;
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.SendAsync(fits, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Call_TooManyInFlight_IsShedAndComesBack()
    {
        await using var gateway = await TestGateway.StartAsync(configure: options => options.MaxConcurrentCalls = 1);
        gateway.Upstream.Enqueue(new SilentReply());
        using var stop = new CancellationTokenSource();
        var first = gateway.SendAsync(Hi, cancellationToken: stop.Token);
        await gateway.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        var shed = await gateway.CallAsync(Hi);
        Assert.Equal((503, "overloaded", "upstream_error", "1"), (shed.Status, shed.Error["code"]!.GetValue<string>(), shed.Error["type"]!.GetValue<string>(), shed["retry-after"]));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await gateway.EventAsync();
        ClientAnswer answer;
        do
        {
            answer = await gateway.CallAsync(Hi);
        }
        while (answer.Status == 503);
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("POST", "/v1/images/generations", 404, "unknown_route")]
    [InlineData("POST", "/v1/audio/speech", 404, "unknown_route")]
    [InlineData("GET", "/v1", 404, "unknown_route")]
    [InlineData("POST", "/v1/chat/completions/x", 404, "unknown_route")]
    [InlineData("POST", "/v2/chat", 404, "unknown_route")]
    [InlineData("GET", "/", 404, "unknown_route")]
    [InlineData("GET", "/v1/chat/completions", 405, "method_not_allowed")]
    [InlineData("POST", "/v1/models", 405, "method_not_allowed")]
    [InlineData("DELETE", "/v1/models/gpt-4o", 405, "method_not_allowed")]
    public async Task Route_NotServed_IsRefusedInOpenAIsShape(string method, string path, int status, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        var request = new HttpRequestMessage(new(method), path) { Content = new StringContent(Hi, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", gateway.Token);
        var answer = await ClientAnswer.ReadAsync(await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken));
        AssertRefused(answer, status, "invalid_request_error", code);
        Assert.Equal(path.StartsWith("/v1", StringComparison.Ordinal), answer["x-keeptrusts-config"] is not null);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Models_Key_SeesWhatItMayUse()
    {
        await using var gateway = await TestGateway.StartAsync(more: "model-allowlist: { deny: [gpt-4o-mini] }");
        var list = await GetAsync(gateway, "/v1/models", gateway.Token);
        Assert.Equal("""{"object":"list","data":[{"id":"gpt-4o","object":"model","created":0,"owned_by":"keeptrusts"}]}""", list.Body);
        Assert.Equal((200, "gpt-4o"), await GetAsync(gateway, "/v1/models/gpt-4o", gateway.Token) is var one ? (one.Status, one.Json["id"]!.GetValue<string>()) : default);
        AssertRefused(await GetAsync(gateway, "/v1/models/gpt-4o-mini", gateway.Token), 404, "invalid_request_error", "model_not_found");
        AssertRefused(await GetAsync(gateway, "/v1/models/a/b", gateway.Token), 404, "invalid_request_error", "model_not_found");
        AssertRefused(await GetAsync(gateway, "/v1/models", "nonsense"), 401, "invalid_request_error", "invalid_api_key");
        Assert.Contains("\"data\":[]", (await GetAsync(gateway, "/v1/models", gateway.Add(Calls.Key with { AllowedModels = ["none-*"] }))).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Health_Started_IsWell(string path)
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(200, (int)(await gateway.Client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task<ClientAnswer> GetAsync(TestGateway gateway, string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        return await ClientAnswer.ReadAsync(await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    private static void AssertRefused(ClientAnswer answer, int status, string type, string code)
    {
        Assert.Equal((status, type, code), (answer.Status, answer.Error["type"]!.GetValue<string>(), answer.Error["code"]!.GetValue<string>()));
        Assert.Equal(("gateway", "false", "application/json"), (answer["x-keeptrusts-source"], answer["x-should-retry"], answer["content-type"]));
        Assert.StartsWith("req_", answer["x-request-id"], StringComparison.Ordinal);
        Assert.NotEqual("", answer.Error["message"]!.GetValue<string>());
    }
}
