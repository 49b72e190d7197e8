using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Sdk;

/// <summary>The official <c>openai</c> package, changed only in key and base URL.</summary>
public sealed class NodeSdkTests : IClassFixture<GovernedGateway>
{
    private readonly GovernedGateway _gateway;

    public NodeSdkTests(GovernedGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
    }

    [Fact]
    public async Task Chat_Whole_AnswersAsTheProviderDid()
    {
        var chat = await RunAsync("chat");

        Assert.Equal("Hello from upstream.", (string?)chat["content"]);
        Assert.Equal("stop", (string?)chat["finishReason"]);
        Assert.Equal(18, (int?)chat["usage"]?["total_tokens"]);
    }

    [Fact]
    public async Task Stream_UsageNotAskedFor_HidesUsageThatTheGatewayAskedFor()
    {
        var stream = await RunAsync("stream");

        Assert.Equal("Hello from upstream.", (string?)stream["content"]);
        Assert.True((bool?)stream["completed"]);
        Assert.Equal("stop", (string?)stream["finishReason"]);
        Assert.Equal(0, (int?)stream["usageMembers"]);
        Assert.Equal(0, (int?)stream["emptyChoices"]);
        Assert.True(Assert.Single(_gateway.Upstream.Calls).WantsUsage);
    }

    [Fact]
    public async Task Stream_UsageAskedFor_ComesOnce()
    {
        var stream = await RunAsync("stream", "--usage");

        Assert.Equal(1, (int?)stream["usageChunks"]);
        Assert.Equal(18, (int?)stream["usage"]?["total_tokens"]);
        Assert.True((bool?)stream["completed"]);
    }

    [Theory]
    [InlineData()]
    [InlineData("--stream")]
    public async Task Tools_RoundTrip_ReachesAnAnswer(params string[] options)
    {
        _gateway.Upstream.Enqueue(
            new ChatReply { Text = null, Cuts = [3], ToolCalls = [new("call_weather_1", "get_weather", """{"city":"Łódź"}""")] },
            new ChatReply { Text = "It is 21 degrees." });

        var tools = await RunAsync("tools", options);

        var call = tools["calls"]![0]!;
        Assert.Equal(("tool_calls", "call_weather_1", "get_weather", "Łódź", "It is 21 degrees."),
            ((string?)tools["finishReason"], (string?)call["id"], (string?)call["name"], (string?)call["arguments"]!["city"], (string?)tools["content"]));
        var answered = _gateway.Upstream.Calls[1].Json["messages"]!.AsArray();
        Assert.Equal("call_weather_1", (string?)answered[^1]!["tool_call_id"]);
    }

    [Fact]
    public async Task Models_List_NamesWhatMayBeAsked()
    {
        var models = await RunAsync("models");

        Assert.Contains("gpt-4o", models["models"]!.AsArray().Select(m => (string?)m));
    }

    [Fact]
    public async Task Chat_BadKey_IsAnAuthenticationErrorAtOnce()
    {
        var chat = await NodePrograms.RunAsync(_gateway.Host.BaseUrl, "kt_gk_nonsense", "chat");

        AssertError(chat, "AuthenticationError", 401, "invalid_request_error", "invalid_api_key");
        Assert.DoesNotContain("nonsense", (string?)chat["error"]!["message"], StringComparison.Ordinal);
        Assert.Empty(_gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Chat_RevokedKey_SaysSo()
    {
        var key = await _gateway.Host.CreateKeyAsync("to-be-revoked-" + Guid.NewGuid().ToString("N")[..6]);
        (await _gateway.Host.KtAsync("tokens", "revoke", key.Id)).MustSucceed();

        AssertError(await NodePrograms.RunAsync(_gateway.Host.BaseUrl, key.Token, "chat"), "AuthenticationError", 401, "invalid_request_error", "key_revoked");
        Assert.Empty(_gateway.Upstream.Calls);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("stream")]
    public async Task Call_InputBlocked_IsABadRequestThatNamesThePolicy(string program)
    {
        var call = await RunAsync(program, "--prompt", $"My SSN is {Samples.Ssn}.");

        AssertError(call, "BadRequestError", 400, "policy_violation", "input_blocked");
        var body = call["error"]!["body"]!;
        Assert.Equal(("pii-block", "pii_detected"), ((string?)body["policy"], (string?)body["reason_code"]));
        Assert.Equal((string?)call["error"]!["requestId"], (string?)body["request_id"]);
        Assert.Contains("pii-block", (string?)body["message"], StringComparison.Ordinal);
        Assert.Empty(_gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Chat_OutputBlocked_IsABadRequestAndNotAskedAgain()
    {
        _gateway.Upstream.Reply = new ChatReply { Text = $"Their SSN is {Samples.Ssn}." };

        AssertError(await RunAsync("chat"), "BadRequestError", 400, "policy_violation", "output_blocked");
        Assert.Single(_gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Stream_OutputBlocked_FailsAfterWhatWasClean()
    {
        _gateway.Upstream.Reply = new ChatReply { Text = $"Hello. Their SSN is {Samples.Ssn}, and there is more to say." };

        var stream = await RunAsync("stream");

        AssertStreamError(stream, "output_blocked");
        Assert.StartsWith("Hello. ", (string?)stream["content"], StringComparison.Ordinal);
        Assert.DoesNotContain("536", (string?)stream["content"], StringComparison.Ordinal);
        Assert.Equal("content_filter", (string?)stream["finishReason"]);
    }

    [Theory]
    [InlineData(ReplyEnding.Abort)]
    [InlineData(ReplyEnding.EndWithoutDone)]
    [InlineData(ReplyEnding.ErrorEvent)]
    public async Task Stream_CutByUpstream_FailsAndNeverLooksComplete(ReplyEnding ending)
    {
        _gateway.Upstream.Reply = new ChatReply { Text = "This will be cut somewhere.", Ending = ending, EndAfterEvents = 4 };

        var stream = await RunAsync("stream");

        AssertStreamError(stream, null);
        Assert.Single(_gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Chat_ModelNotAllowed_IsPermissionDenied()
    {
        AssertError(await RunAsync("chat", "--model", "other-model"), "PermissionDeniedError", 403, "invalid_request_error", "model_not_allowed");
    }

    [Fact]
    public async Task Chat_UpstreamKeepsFailing_CausesNoRetryStorm()
    {
        _gateway.Upstream.Reply = HttpReply.Error(500, "Internal trouble.", "internal");

        var chat = await RunAsync("chat");

        Assert.Equal(500, (int?)chat["error"]?["status"]);
        Assert.InRange(_gateway.Upstream.Calls.Count, 1, 4);
    }

    private static void AssertError(JsonObject result, string type, int status, string errorType, string code)
    {
        var error = result["error"]?.AsObject();
        Assert.NotNull(error);
        Assert.Equal((type, true, status, errorType, code), ((string?)error["class"], (bool)error["isApiError"]!, (int?)error["status"], (string?)error["type"], (string?)error["code"]));
        Assert.True(((string?)error["message"])?.Length > 20, $"Not readable: {error["message"]}");
        Assert.Equal(1, (int?)result["attempts"]);
    }

    private static void AssertStreamError(JsonObject stream, string? code)
    {
        Assert.Null(stream["completed"]);
        Assert.True((bool?)stream["error"]?["isApiError"], $"No APIError: {stream.ToJsonString()}");
        if (code is not null)
        {
            Assert.Equal(code, (string?)stream["error"]!["code"]);
        }

        Assert.Equal(1, (int?)stream["attempts"]);
    }

    private Task<JsonObject> RunAsync(string program, params string[] arguments) =>
        NodePrograms.RunAsync(_gateway.Host.BaseUrl, _gateway.Key.Token, program, arguments);
}
