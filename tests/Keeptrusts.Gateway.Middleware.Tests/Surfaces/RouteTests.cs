using System.Net.Http.Headers;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces;

/// <summary>Which routes there are, what they need, and what every answer says.</summary>
public sealed class RouteTests
{
    private const string Chat = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";

    [Theory]
    [InlineData("/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21", """{"messages":[{"role":"user","content":"ann@example.com"}]}""", """{"model":"gpt-4o","messages":[{"role":"user","content":"[EMAIL_ADDRESS]"}]}""")]
    [InlineData("/openai/deployments/gpt-4o/completions?api-version=2024-10-21", """{"prompt":"ann@example.com"}""", """{"model":"gpt-4o","prompt":"[EMAIL_ADDRESS]"}""")]
    [InlineData("/openai/deployments/gpt-4o/embeddings?api-version=2024-10-21", """{"input":"ann@example.com"}""", """{"model":"gpt-4o","input":"[EMAIL_ADDRESS]"}""")]
    [InlineData("/openai/deployments/other/embeddings", """{"model":"gpt-4o","input":"ann@example.com"}""", """{"model":"gpt-4o","input":"[EMAIL_ADDRESS]"}""")]
    [InlineData("/openai/v1/chat/completions", Chat, Chat)]
    [InlineData("/openai/v1/embeddings?api-version=preview", """{"model":"gpt-4o","input":"ann@example.com"}""", """{"model":"gpt-4o","input":"[EMAIL_ADDRESS]"}""")]
    public async Task Azure_ApiKey_ServesAndGoverns(string path, string body, string sent)
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallAtAsync(path, body, request => ByApiKey(request, gateway.Token));
        Assert.Equal((200, "team-dev@3"), (answer.Status, answer["x-keeptrusts-config"]));
        var upstream = Assert.Single(gateway.Upstream.Requests);
        Assert.Equal(sent, upstream.Text);
        Assert.Null(upstream.Header("api-key"));
        Assert.Equal("gpt-4o", (await gateway.EventAsync()).Model);
    }

    [Fact]
    public async Task Azure_PathsWithAVersion_ServeResponsesAndModels()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load("pack: { name: x, version: 1.0.0, enabled: true }\npolicies: { chain: [] }");
        var answer = await gateway.CallAtAsync("/openai/responses?api-version=2025-04-01-preview", """{"model":"any","input":"hi"}""", request => ByApiKey(request, gateway.Token));
        Assert.Equal(200, answer.Status);
        Assert.Contains("You said: hi", answer.Body, StringComparison.Ordinal);
        var models = await gateway.Client.SendAsync(Get("/openai/models?api-version=2025-04-01-preview", gateway.Token), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.OK, models.StatusCode);
    }

    [Fact]
    public async Task Azure_Keys_CountOncePerCall()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(200, (await gateway.CallAtAsync("/openai/v1/chat/completions", Chat)).Status);
        var both = await gateway.CallAtAsync("/openai/v1/chat/completions", Chat, request => request.Headers.TryAddWithoutValidation("api-key", gateway.Token));
        var elsewhere = await gateway.CallAtAsync("/v1/chat/completions", Chat, request => ByApiKey(request, gateway.Token));
        Assert.Equal((401, 401), (both.Status, elsewhere.Status));
        Assert.DoesNotContain(gateway.Token[^8..], both.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure_Block_LooksLikeAFilter()
    {
        await using var gateway = await TestGateway.StartAsync("{ action: block }");
        var answer = await gateway.CallAtAsync("/openai/deployments/gpt-4o/chat/completions", """{"messages":[{"role":"user","content":"ann@example.com"}]}""", request => ByApiKey(request, gateway.Token));
        Assert.Equal((400, "content_filter", "policy_violation", "pii-detector", "pii_detected"), (answer.Status, Text("code"), Text("type"), Text("policy"), Text("reason_code")));
        Assert.Equal(("ResponsibleAIPolicyViolation", "input_blocked"), (answer.Error["innererror"]!["code"]!.GetValue<string>(), answer.Error["innererror"]!["blocked"]!.GetValue<string>()));
        Assert.True(answer.Error["innererror"]!["content_filter_result"]!["pii_detected"]!["filtered"]!.GetValue<bool>());
        Assert.Equal("input_blocked", (await gateway.EventAsync()).ErrorCode);
        var unknown = await gateway.CallAtAsync("/openai/deployments/none/chat/completions", """{"messages":[]}""");
        Assert.Equal((404, "model_not_found"), (unknown.Status, unknown.Error["code"]!.GetValue<string>()));

        string Text(string member) => answer.Error[member]!.GetValue<string>();
    }

    [Theory]
    [InlineData("/v1/images/generations")]
    [InlineData("/v1/audio/speech")]
    [InlineData("/v1/files")]
    [InlineData("/v1/batches")]
    [InlineData("/v1/assistants")]
    [InlineData("/v1/threads/x/runs")]
    [InlineData("/v1/realtime/sessions")]
    [InlineData("/v1/responses/resp_1/cancel")]
    [InlineData("/v1/vector_stores")]
    [InlineData("/v1/chat/completions/x")]
    [InlineData("/openai/deployments/gpt-4o/images/generations")]
    [InlineData("/openai/deployments/gpt-4o/responses")]
    [InlineData("/openai/assistants")]
    [InlineData("/anything")]
    public async Task Route_Unknown_Is404AndForwardsNothing(string path)
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallAtAsync(path, Chat);
        Assert.Equal((404, "unknown_route", "invalid_request_error", "gateway"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["type"]!.GetValue<string>(), answer["x-keeptrusts-source"]));
        Assert.StartsWith("req_", answer["x-request-id"], StringComparison.Ordinal);
        Assert.Equal(path != "/anything", answer["x-keeptrusts-config"] == "team-dev@3" && answer["x-keeptrusts-verdict"] == "allow");
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("{", 400, "invalid_json")]
    [InlineData("""{"model":"gpt-unheard-of","messages":[]}""", 404, "model_not_found")]
    public async Task Refusal_KnownKey_SaysWhichConfiguration(string body, int status, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallAsync(body);
        Assert.Equal((status, code, "team-dev@3", "allow"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer["x-keeptrusts-config"], answer["x-keeptrusts-verdict"]));
        Assert.Equal("team-dev@3", (await gateway.EventAsync()).ConfigVersion);
        var models = await gateway.Client.SendAsync(Get("/v1/models", gateway.Token), TestContext.Current.CancellationToken);
        Assert.Equal("allow", Assert.Single(models.Headers.GetValues("x-keeptrusts-verdict")));
    }

    [Theory]
    [InlineData("/v1/responses", """{"model":"gpt-4o","input":"hi"}""", "unsupported_for_target")]
    public async Task Surface_TargetThatCannot_IsRefused(string path, string body, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallAtAsync(path, body);
        Assert.Equal((400, code, "model"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["param"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("/v1/chat/completions", Chat, "You said: hi")]
    [InlineData("/v1/completions", """{"model":"any","prompt":"hi"}""", "You said: hi")]
    [InlineData("/v1/completions", """{"model":"any","prompt":["hi","ho"],"n":2,"echo":true}""", "hoYou said: ho")]
    [InlineData("/v1/embeddings", """{"model":"any","input":["hi","hi"],"dimensions":3}""", "embedding")]
    [InlineData("/v1/embeddings", """{"model":"any","input":[1,2],"encoding_format":"base64"}""", "embedding")]
    [InlineData("/v1/moderations", """{"input":[{"type":"text","text":"hi"}]}""", "flagged")]
    public async Task Echo_AnySurface_SaysTheSameOfTheSame(string path, string body, string part)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load("pack: { name: x, version: 1.0.0, enabled: true }\npolicies: { chain: [] }");
        var first = await gateway.CallAtAsync(path, body);
        Assert.Equal((200, (await gateway.CallAtAsync(path, body)).Body), (first.Status, first.Body));
        Assert.Contains(part, first.Body, StringComparison.Ordinal);
        Assert.Contains((path == "/v1/moderations" ? "flagged" : "prompt_tokens"), first.Body, StringComparison.Ordinal);
    }

    private static void ByApiKey(HttpRequestMessage request, string token)
    {
        request.Headers.Authorization = null;
        request.Headers.TryAddWithoutValidation("api-key", token);
    }

    private static HttpRequestMessage Get(string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
