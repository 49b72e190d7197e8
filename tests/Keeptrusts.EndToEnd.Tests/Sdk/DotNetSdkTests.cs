using System.ClientModel;
using System.Text;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;
using OpenAI.Chat;

namespace Keeptrusts.EndToEnd.Tests.Sdk;

/// <summary>The official OpenAI package for .NET, changed only in key and base URL.</summary>
public sealed class DotNetSdkTests : IClassFixture<GovernedGateway>
{
    private readonly GovernedGateway _gateway;
    private readonly OpenAiClients _clients;

    public DotNetSdkTests(GovernedGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
        _clients = new OpenAiClients(gateway.Host.BaseUrl, gateway.Key.Token);
    }

    [Fact]
    public async Task Chat_Whole_AnswersAsTheProviderDid()
    {
        ChatCompletion answer = await Chat().CompleteChatAsync("Say hello.");

        Assert.Equal("Hello from upstream.", answer.Content[0].Text);
        Assert.Equal(18, answer.Usage.TotalTokenCount);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
    }

    [Fact]
    public async Task Stream_AsTheSdkAsks_EndsWithUsage()
    {
        var (text, last) = await ReadAsync("Say hello.");

        Assert.Equal("Hello from upstream.", text);
        Assert.Equal(18, last?.Usage?.TotalTokenCount);
    }

    [Fact]
    public async Task Tools_RoundTrip_ReachesAnAnswer()
    {
        _gateway.Upstream.Enqueue(
            new ChatReply { Text = null, ToolCalls = [new("call_weather_1", "get_weather", """{"city":"Łódź"}""")] },
            new ChatReply { Text = "It is 21 degrees." });
        var tool = ChatTool.CreateFunctionTool("get_weather", "Tells the weather.", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}"""));
        var options = new ChatCompletionOptions { Tools = { tool } };
        List<ChatMessage> messages = [new UserChatMessage("What is the weather in Łódź?")];

        ChatCompletion asked = await Chat().CompleteChatAsync(messages, options, TestContext.Current.CancellationToken);
        var call = Assert.Single(asked.ToolCalls);
        messages.Add(new AssistantChatMessage(asked));
        messages.Add(new ToolChatMessage(call.Id, """{"celsius":21}"""));
        ChatCompletion answered = await Chat().CompleteChatAsync(messages, options, TestContext.Current.CancellationToken);

        Assert.Equal(("get_weather", """{"city":"Łódź"}"""), (call.FunctionName, call.FunctionArguments.ToString()));
        Assert.Equal("It is 21 degrees.", answered.Content[0].Text);
    }

    [Fact]
    public async Task Models_List_NamesWhatMayBeAsked()
    {
        var models = await _clients.Client.GetOpenAIModelClient().GetModelsAsync(TestContext.Current.CancellationToken);

        Assert.Contains(models.Value, m => m.Id == "gpt-4o");
    }

    [Fact]
    public async Task Chat_BadKey_IsA401WithAReadableMessage()
    {
        var clients = new OpenAiClients(_gateway.Host.BaseUrl, "kt_gk_nonsense");

        var error = await Assert.ThrowsAsync<ClientResultException>(() => clients.Client.GetChatClient("gpt-4o").CompleteChatAsync("Hello."));

        Assert.Equal(401, error.Status);
        Assert.Contains("invalid_api_key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, clients.Attempts);
        Assert.Empty(_gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Chat_InputBlocked_IsA400AtOnce()
    {
        var error = await Assert.ThrowsAsync<ClientResultException>(() => Chat().CompleteChatAsync($"My SSN is {Samples.Ssn}."));

        Assert.Equal(400, error.Status);
        Assert.Contains("input_blocked", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _clients.Attempts);
        Assert.Empty(_gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Stream_OutputBlocked_Throws()
    {
        _gateway.Upstream.Reply = new ChatReply { Text = $"Hello. Their SSN is {Samples.Ssn}, and there is more to say." };

        await AssertFailsMidwayAsync();
    }

    [Theory]
    [InlineData(ReplyEnding.Abort)]
    [InlineData(ReplyEnding.EndWithoutDone)]
    [InlineData(ReplyEnding.ErrorEvent)]
    public async Task Stream_CutByUpstream_Throws(ReplyEnding ending)
    {
        _gateway.Upstream.Reply = new ChatReply { Text = "This will be cut somewhere.", Ending = ending, EndAfterEvents = 4 };

        await AssertFailsMidwayAsync();
    }

    [Fact]
    public async Task Chat_UpstreamKeepsFailing_CausesNoRetryStorm()
    {
        _gateway.Upstream.Reply = HttpReply.Error(500, "Internal trouble.", "internal");

        var error = await Assert.ThrowsAsync<ClientResultException>(() => Chat().CompleteChatAsync("Hello."));

        Assert.Equal(500, error.Status);
        // This SDK retries three times whatever it is told; the gateway must not multiply that.
        Assert.InRange(_clients.Attempts, 1, 4);
        Assert.InRange(_gateway.Upstream.Calls.Count, 1, _clients.Attempts * 3);
    }

    private async Task AssertFailsMidwayAsync()
    {
        var error = await Record.ExceptionAsync(() => ReadAsync("Say something."));

        Assert.True(error is ClientResultException or HttpRequestException or IOException, $"The stream looked complete, or failed oddly: {error?.GetType().Name ?? "no exception"}.");
        Assert.Single(_gateway.Upstream.Calls);
    }

    private async Task<(string Text, StreamingChatCompletionUpdate? Last)> ReadAsync(string prompt)
    {
        var text = new StringBuilder();
        StreamingChatCompletionUpdate? last = null;
        await foreach (var update in Chat().CompleteChatStreamingAsync(prompt))
        {
            last = update;
            foreach (var part in update.ContentUpdate)
            {
                text.Append(part.Text);
            }
        }

        return (text.ToString(), last);
    }

    private ChatClient Chat() => _clients.Client.GetChatClient("gpt-4o");
}
