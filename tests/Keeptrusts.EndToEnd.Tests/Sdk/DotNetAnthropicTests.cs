using System.Text;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Sdk;

/// <summary>The official Anthropic package for .NET on <c>/v1/messages</c>.</summary>
public sealed class DotNetAnthropicTests : IClassFixture<AnthropicTestGateway>
{
    private readonly AnthropicTestGateway _gateway;
    private readonly AnthropicClient _client;

    public DotNetAnthropicTests(AnthropicTestGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
        _client = new AnthropicClient { BaseUrl = gateway.Host.Url.ToString().TrimEnd('/'), ApiKey = gateway.Key.Token };
    }

    [Fact]
    public async Task Message_Sensitive_IsRedacted()
    {
        _gateway.Upstream.Message = new MessagesReply { Texts = [Samples.Sensitive], ToolCalls = [new("toolu_1", "get_weather", """{"city":"Łódź"}""")] };

        var message = await _client.Messages.Create(Request("I am " + Samples.Email), TestContext.Current.CancellationToken);

        Assert.True(message.Content[0].TryPickText(out var text));
        Assert.Equal(Samples.SensitiveRedacted, text.Text);
        Assert.True(message.Content[1].TryPickToolUse(out var call));
        Assert.Equal(("get_weather", "Łódź"), (call.Name, call.Input["city"].GetString()));
        Assert.DoesNotContain(Samples.Email, Assert.Single(_gateway.Upstream.Requests).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_Sensitive_IsRedacted()
    {
        _gateway.Upstream.Message = new MessagesReply { Texts = [Samples.Sensitive], Cuts = [3] };

        Assert.Equal(Samples.SensitiveRedacted, await ReadAsync("Say hello."));
    }

    [Fact]
    public async Task Stream_OutputBlocked_Throws()
    {
        _gateway.Upstream.Message = new MessagesReply { Texts = [$"Hello. Their SSN is {Samples.Ssn}, and more."] };

        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync("Say hello."));
    }

    [Theory]
    [InlineData(ReplyEnding.Abort)]
    [InlineData(ReplyEnding.EndWithoutDone)]
    [InlineData(ReplyEnding.ErrorEvent)]
    public async Task Stream_CutByUpstream_Throws(ReplyEnding ending)
    {
        _gateway.Upstream.Message = new MessagesReply { Ending = ending };

        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync("Say hello."));
    }

    [Fact]
    public async Task Call_InputBlocked_IsABadRequest()
    {
        var error = await Assert.ThrowsAsync<AnthropicBadRequestException>(() => _client.Messages.Create(Request($"My SSN is {Samples.Ssn}."), TestContext.Current.CancellationToken));

        Assert.Contains("input_blocked", error.ResponseBody, StringComparison.Ordinal);
        Assert.Empty(_gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Tokens_AreCounted()
    {
        var count = await _client.Messages.CountTokens(new() { Model = "claude-sonnet-4-5", Messages = [new UserMessageParam("hi")] }, TestContext.Current.CancellationToken);

        Assert.Equal(14, count.InputTokens);
    }

    private static MessageCreateParams Request(string prompt) => new() { Model = "claude-sonnet-4-5", MaxTokens = 100, Messages = [new UserMessageParam(prompt)] };

    private async Task<string> ReadAsync(string prompt)
    {
        var text = new StringBuilder();
        await foreach (var next in _client.Messages.CreateStreaming(Request(prompt), TestContext.Current.CancellationToken))
        {
            if (next.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var said))
            {
                text.Append(said.Text);
            }
        }

        return text.ToString();
    }
}
