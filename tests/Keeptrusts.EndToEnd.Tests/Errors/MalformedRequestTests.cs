using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;

namespace Keeptrusts.EndToEnd.Tests.Errors;

/// <summary>What no provider should ever see gets a clear error in OpenAI's shape, and never a 500.</summary>
public sealed class MalformedRequestTests : IClassFixture<GovernedGateway>
{
    private readonly GovernedGateway _gateway;

    public MalformedRequestTests(GovernedGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
    }

    public static TheoryData<string, string> BadBodies => new()
    {
        { "no JSON", "this is not JSON" },
        { "empty", "" },
        { "cut JSON", """{"model":"gpt-4o","messages":[{"role":"user","content":"hel""" },
        { "trailing text", """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]} and more""" },
        { "an array", """[{"role":"user","content":"hi"}]""" },
        { "a number", "42" },
        { "no model", """{"messages":[{"role":"user","content":"hi"}]}""" },
        { "model is null", """{"model":null,"messages":[{"role":"user","content":"hi"}]}""" },
        { "model is a number", """{"model":4,"messages":[{"role":"user","content":"hi"}]}""" },
        { "no messages", """{"model":"gpt-4o"}""" },
        { "messages is text", """{"model":"gpt-4o","messages":"hi"}""" },
        { "lone surrogate", """{"model":"gpt-4o","messages":[{"role":"user","content":"half \ud83d a pair"}]}""" },
        { "lone low surrogate", """{"model":"gpt-4o","messages":[{"role":"user","content":"\ude42"}]}""" },
        { "duplicate key", """{"model":"gpt-4o","model":"gpt-4o-mini","messages":[{"role":"user","content":"hi"}]}""" },
        { "escaped duplicate key", """{"model":"gpt-4o","messages":[{"role":"user","content":"hi","c\u006fntent":"ho"}]}""" },
        { "deep duplicate key", """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"metadata":{"a":{"b":1,"b":2}}}""" },
        { "deep nesting", """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"x":""" + new string('[', 20_000) + new string(']', 20_000) + "}" },
        { "stream is text", """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream":"yes"}""" },
        { "n is negative", """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"n":-1}""" },
        { "n is huge", """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"n":99999999999}""" },
        { "a comment", """{"model":"gpt-4o", /* hi */ "messages":[{"role":"user","content":"hi"}]}""" },
        { "NUL bytes", "\0\0\0" },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Body_Malformed_IsAClear400(string what, string body)
    {
        using var response = await _gateway.PostAsync(body, TestContext.Current.CancellationToken);

        await AssertErrorAsync(response, HttpStatusCode.BadRequest, what);
    }

    [Fact]
    public async Task Body_InvalidUtf8_IsAClear400()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("""{"model":"gpt-4o","messages":[{"role":"user","content":" """), 0xC3, 0x28, .. "\"}]}"u8];

        using var response = await _gateway.PostAsync(Bytes(body, "application/json"), TestContext.Current.CancellationToken);

        await AssertErrorAsync(response, HttpStatusCode.BadRequest, "invalid UTF-8");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_Of20Megabytes_IsA413(bool declaresItsLength)
    {
        var json = Encoding.UTF8.GetBytes(Requests.Chat(new string('x', 20 * 1024 * 1024)));
        HttpContent content = declaresItsLength ? Bytes(json, "application/json") : new StreamContent(new Unseekable(json)) { Headers = { ContentType = new("application/json") } };

        using var response = await _gateway.PostAsync(content, TestContext.Current.CancellationToken);

        var error = await AssertErrorAsync(response, HttpStatusCode.RequestEntityTooLarge, "20 MB");
        Assert.Equal("request_too_large", (string?)error["code"]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task ContentType_Wrong_IsAClearError(string type)
    {
        using var response = await _gateway.PostAsync(Bytes(Encoding.UTF8.GetBytes(Requests.Chat()), type), TestContext.Current.CancellationToken);

        await AssertErrorAsync(response, null, type);
    }

    [Fact]
    public async Task ContentEncoding_Unsupported_IsAClear400()
    {
        var content = Bytes(Encoding.UTF8.GetBytes(Requests.Chat()), "application/json");
        content.Headers.ContentEncoding.Add("br");

        using var response = await _gateway.PostAsync(content, TestContext.Current.CancellationToken);

        await AssertErrorAsync(response, null, "content encoding");
    }

    [Theory]
    [InlineData("POST", "/v1/images/generations")]
    [InlineData("POST", "/v1/assistants")]
    [InlineData("GET", "/v1/files")]
    [InlineData("POST", "/v1/nonsense")]
    [InlineData("GET", "/nonsense")]
    [InlineData("POST", "/v1/chat/completions/extra")]
    [InlineData("POST", "/v1/../v1/images/edits")]
    public async Task Route_Unknown_IsA404InOpenAisShape(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _gateway.Key.Token);
        if (method == "POST")
        {
            request.Content = new StringContent(Requests.Chat(), Encoding.UTF8, "application/json");
        }

        using var response = await _gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);

        await AssertErrorAsync(response, HttpStatusCode.NotFound, path);
    }

    [Fact]
    public async Task Method_Wrong_IsAClearError()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/chat/completions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _gateway.Key.Token);

        using var response = await _gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);

        await AssertErrorAsync(response, null, "GET of a POST route");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic a3RfZ2tfOng=")]
    [InlineData("Bearer kt_gk_")]
    [InlineData("Bearer sk-proj-something")]
    public async Task Key_MissingOrMalformed_IsA401(string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(Requests.Chat(), Encoding.UTF8, "application/json") };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await _gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var error = await AssertErrorAsync(response, HttpStatusCode.Unauthorized, authorization ?? "no key");
        Assert.Equal(("invalid_request_error", "invalid_api_key"), ((string?)error["type"], (string?)error["code"]));
    }

    [Theory]
    [InlineData("gpt-unknown", HttpStatusCode.NotFound, "model_not_found")]
    [InlineData("other-model", HttpStatusCode.Forbidden, "model_not_allowed")]
    public async Task Model_NotServed_SaysWhichAre(string model, HttpStatusCode status, string code)
    {
        using var response = await _gateway.PostAsync(Requests.Chat(model: model), TestContext.Current.CancellationToken);

        var error = await AssertErrorAsync(response, status, model);
        Assert.Equal(code, (string?)error["code"]);
        Assert.Contains("gpt-4o", (string?)error["message"], StringComparison.Ordinal);
    }

    private static ByteArrayContent Bytes(byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    private async Task<JsonObject> AssertErrorAsync(HttpResponseMessage response, HttpStatusCode? status, string what)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status is null ? (int)response.StatusCode is >= 400 and < 500 : status == response.StatusCode, $"{what}: {(int)response.StatusCode} {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var error = Assert.IsType<JsonObject>(JsonNode.Parse(body)!["error"]);
        Assert.True(((string?)error["message"])?.Length > 15, $"{what}: {body}");
        Assert.False(string.IsNullOrEmpty((string?)error["type"]), body);
        Assert.False(string.IsNullOrEmpty((string?)error["code"]), body);
        Assert.True(error.ContainsKey("param"), body);
        Assert.True(response.Headers.Contains("x-request-id"), "No x-request-id.");
        Assert.Empty(_gateway.Upstream.Calls);
        return error;
    }

    /// <summary>Hides its length, so that the request is sent in chunks.</summary>
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
