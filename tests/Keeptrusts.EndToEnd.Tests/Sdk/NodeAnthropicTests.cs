using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Sdk;

/// <summary>The official <c>@anthropic-ai/sdk</c> on <c>/v1/messages</c>, and <c>openai</c> before the same target.</summary>
public sealed class NodeAnthropicTests : IClassFixture<AnthropicTestGateway>
{
    private readonly AnthropicTestGateway _gateway;

    public NodeAnthropicTests(AnthropicTestGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
    }

    [Theory]
    [InlineData("message")]
    [InlineData("stream")]
    [InlineData("final")]
    public async Task Text_Sensitive_IsRedacted(string what)
    {
        _gateway.Upstream.Message = new MessagesReply { Texts = [Samples.Sensitive], Cuts = [3] };

        var seen = await RunAsync(what, "--prompt", "I am " + Samples.Email);

        Assert.Null(seen["error"]);
        Assert.Equal(Samples.SensitiveRedacted, (string?)seen["text"]);
        var sent = Assert.Single(_gateway.Upstream.Requests);
        Assert.DoesNotContain(Samples.Email, sent.Text, StringComparison.Ordinal);
        Assert.Equal((Policies.ProviderKey, null), (sent.Header("x-api-key"), sent.Header("Authorization")));
    }

    [Theory]
    [InlineData("message")]
    [InlineData("final")]
    public async Task Message_WithEverything_FitsTogether(string what)
    {
        _gateway.Upstream.Message = new MessagesReply { Thinking = "Hm.", Texts = ["One ", "two"], ToolCalls = [new("toolu_1", "get_weather", """{"city":"Łódź"}"""), new("toolu_2", "get_weather", "{}")], Cuts = [2] };

        var seen = await RunAsync(what);

        Assert.Null(seen["error"]);
        Assert.Equal(("One two", "tool_use", 12, 7), ((string?)seen["text"], (string?)seen["stop"], (int?)seen["usage"]!["input_tokens"], (int?)seen["usage"]!["output_tokens"]));
        Assert.Equal(("get_weather", "Łódź", "{}"), ((string?)seen["calls"]![0]!["name"], (string?)seen["calls"]![0]!["input"]!["city"], seen["calls"]![1]!["input"]!.ToJsonString()));
    }

    [Fact]
    public async Task Turn_ToolResult_IsRedacted()
    {
        _gateway.Upstream.Enqueue(new MessagesReply { Thinking = "Hm.", ToolCalls = [new("toolu_1", "get_weather", """{"city":"Łódź"}""")] }, new MessagesReply());

        Assert.Equal("Hello from upstream.", (string?)(await RunAsync("turn", "--result", "Ask " + Samples.Email))["text"]);

        var sent = _gateway.Upstream.Requests[1].Json["messages"]!;
        Assert.Equal(("Hm.", "Ask [EMAIL_ADDRESS]"), ((string?)sent[1]!["content"]![0]!["thinking"], (string?)sent[2]!["content"]![0]!["content"]));
    }

    [Fact]
    public async Task Tokens_AreCounted() => Assert.Equal(14, (int?)(await RunAsync("count"))["tokens"]);

    [Theory]
    [InlineData("message")]
    [InlineData("stream")]
    [InlineData("count")]
    public async Task Call_InputBlocked_IsABadRequestAtOnce(string what)
    {
        var seen = await RunAsync(what, "--prompt", $"My SSN is {Samples.Ssn}.");

        var error = seen["error"]!;
        Assert.Equal(("BadRequestError", 400, "policy_violation", "input_blocked", 1), ((string?)error["class"], (int?)error["status"], (string?)error["type"], (string?)error["body"]!["error"]!["code"], (int?)seen["attempts"]));
        Assert.StartsWith("req_", (string?)error["requestId"], StringComparison.Ordinal);
        Assert.Empty(_gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_ModelNotAllowed_IsPermissionDenied() =>
        Assert.Equal(("PermissionDeniedError", "permission_error"), await ErrorAsync("message", "--model", "other-model"));

    [Fact]
    public async Task Call_ProviderOverloaded_IsTriedAgain()
    {
        _gateway.Upstream.Enqueue(HttpReply.Json(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""), new MessagesReply());

        var seen = await RunAsync("message");

        Assert.Equal(("Hello from upstream.", 2), ((string?)seen["text"], (int?)seen["attempts"]));
    }

    [Theory]
    [InlineData("stream")]
    [InlineData("final")]
    public async Task Stream_OutputBlocked_Fails(string what)
    {
        _gateway.Upstream.Message = new MessagesReply { Texts = [$"Hello. Their SSN is {Samples.Ssn}, and more."] };

        var seen = await RunAsync(what);

        Assert.Null(seen["completed"]);
        Assert.Equal(("policy_violation", true), ((string?)seen["error"]!["type"], (bool?)seen["error"]!["isApiError"]));
        Assert.DoesNotContain("536", seen.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReplyEnding.Abort)]
    [InlineData(ReplyEnding.EndWithoutDone)]
    [InlineData(ReplyEnding.ErrorEvent)]
    public async Task Stream_CutByUpstream_NeverLooksComplete(ReplyEnding ending)
    {
        _gateway.Upstream.Message = new MessagesReply { Ending = ending };

        Assert.NotNull((await RunAsync("final"))["error"]);
    }

    [Fact]
    public async Task Abort_CancelsUpstream()
    {
        _gateway.Upstream.Message = new MessagesReply { Ending = ReplyEnding.Stall };

        Assert.Equal("APIUserAbortError", (string?)(await RunAsync("abort"))["error"]!["class"]);

        await Assert.Single(_gateway.Upstream.Requests).Cancelled.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("stream")]
    public async Task OpenAI_Client_IsTranslated(string program)
    {
        _gateway.Upstream.Message = new MessagesReply { Texts = [Samples.Sensitive], Cuts = [3] };

        var seen = await NodePrograms.RunAsync(_gateway.Host.BaseUrl, _gateway.Key.Token, program, "--model", "claude-sonnet-4-5");

        Assert.Null(seen["error"]);
        Assert.Equal(Samples.SensitiveRedacted, (string?)seen["content"]);
    }

    private Task<JsonObject> RunAsync(string what, params string[] arguments) =>
        NodePrograms.RunAsync(_gateway.Host.BaseUrl, _gateway.Key.Token, "anthropic", ["--what", what, .. arguments]);

    private async Task<(string? Class, string? Type)> ErrorAsync(string what, params string[] arguments)
    {
        var error = (await RunAsync(what, arguments))["error"]!;
        return ((string?)error["class"], (string?)error["type"]);
    }
}
