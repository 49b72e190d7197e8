using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Providers;

/// <summary>What a target has declared that it does not take never reaches it; every other byte does.</summary>
public sealed class OutgoingBodyTests
{
    private const string Budget = "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }";
    private const string NoUsage = "capabilities: { stream_usage: false }";

    [Theory]
    [InlineData("""{"model":"gpt-4o","stream":true,"stream_options":{"include_usage":true},"messages":[]}""", """{"model":"gpt-4o","stream":true,"messages":[]}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":true , "stream_options" : { "include_usage" : false } }""", """{"model":"gpt-4o","messages":[],"stream":true  }""")]
    [InlineData("""{"stream_options":null,"model":"gpt-4o","messages":[],"stream":true}""", """{"model":"gpt-4o","messages":[],"stream":true}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{}}""", """{"model":"gpt-4o","messages":[],"stream":true}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{ "x":1, "include_usage":true }}""", """{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{ "x":1 }}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"include_usage":true,"x":"ann@example.com"}}""", """{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"x":"[EMAIL_ADDRESS]"}}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"x":1}}""", """{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"x":1}}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":true,"user":"u", "stream_options":{"include_usage":true}}""", """{"model":"gpt-4o","messages":[],"stream":true}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":false,"stream_options":{"include_usage":true}}""", """{"model":"gpt-4o","messages":[],"stream":false}""")]
    public async Task Usage_TargetThatCannotBeAsked_IsNotAsked(string body, string sent)
    {
        await using var gateway = await TestGateway.StartAsync(target: NoUsage);
        Assert.Equal(200, (await gateway.CallAsync(body)).Status);
        Assert.Equal(sent, gateway.Upstream.Calls.Single().Text);
    }

    [Fact]
    public async Task Usage_ToldUnasked_IsShownToWhoAskedOnly()
    {
        await using var gateway = await TestGateway.StartAsync(target: NoUsage);
        gateway.Upstream.Reply = new EventsReply([
            """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Hello."},"finish_reason":null}]}""",
            """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}""",
            "[DONE]"]);
        var asked = await gateway.CallAsync("""{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"include_usage":true}}""");
        Assert.Contains("\"total_tokens\":18", asked.Body, StringComparison.Ordinal);
        var silent = await gateway.CallAsync("""{"model":"gpt-4o","messages":[],"stream":true}""");
        Assert.DoesNotContain("usage", silent.Body, StringComparison.Ordinal);
        Assert.Equal((11, 7, false), await gateway.EventAsync(2) is var told ? (told.Usage!.Prompt, told.Usage.Completion, told.Usage.Estimated) : default);
        Assert.DoesNotContain(gateway.Upstream.Calls, call => call.Text.Contains("stream_options", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"max_completion_tokens":9,"model":"gpt-4o","messages":[]}""", """{"max_tokens":9,"model":"gpt-4o","messages":[]}""")]
    [InlineData("""{"model":"gpt-4o","messages":[], "max_completion_tok\u0065ns" : 9 }""", """{"model":"gpt-4o","messages":[], "max_tokens" : 9 }""")]
    [InlineData("""{"model":"gpt-4o","max_tokens":null,"messages":[],"max_completion_tokens":9}""", """{"model":"gpt-4o","messages":[],"max_tokens":9}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"max_completion_tokens":9,"max_tokens":null}""", """{"model":"gpt-4o","messages":[],"max_tokens":9}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"max_tokens":5,"max_completion_tokens":9}""", """{"model":"gpt-4o","messages":[],"max_tokens":5}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"user":"u","max_completion_tokens":9,"max_tokens":5}""", """{"model":"gpt-4o","messages":[],"max_tokens":5}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"max_tokens":5}""", """{"model":"gpt-4o","messages":[],"max_tokens":5}""")]
    public async Task Limit_TargetOfTheOlderName_GetsThatNameOnly(string body, string sent)
    {
        foreach (var budget in (string?[])[null, Budget])
        {
            await using var gateway = await TestGateway.StartAsync(more: budget);
            Assert.Equal(200, (await gateway.CallAsync(body)).Status);
            Assert.Equal(sent, gateway.Upstream.Calls.Single().Text);
        }
    }

    [Theory]
    [InlineData("""{"max_completion_tokens":null,"model":"gpt-4o","messages":[]}""", """{"model":"gpt-4o","messages":[]}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"user":"u","max_completion_tokens":null}""", """{"model":"gpt-4o","messages":[]}""")]
    [InlineData("""{"model":"gpt-4o","max_completion_tokens":null,"messages":[],"max_tokens":null}""", """{"model":"gpt-4o","messages":[],"max_tokens":null}""")]
    public async Task Limit_NewerNameSaysNull_IsLeftOut(string body, string sent)
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(200, (await gateway.CallAsync(body)).Status);
        Assert.Equal(sent, gateway.Upstream.Calls.Single().Text);
    }

    [Fact]
    public async Task Limit_MembersPutInBeforeIt_StandBeforeItsNewName()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(200, (await gateway.CallAsync("""{"max_completion_tokens":9,"model":"gpt-4o","messages":[],"stream":true}""")).Status);
        Assert.Equal("""{"stream_options":{"include_usage":true},"max_tokens":9,"model":"gpt-4o","messages":[],"stream":true}""", gateway.Upstream.Calls.Single().Text);
    }

    [Fact]
    public async Task Fallback_ToAnotherTarget_EachGetsWhatItTakes()
    {
        await using var routed = await RoutedGateway.StartAsync("fallback: {}", "capabilities: { output_limit_field: max_completion_tokens }", NoUsage);
        const string Body = """{"model":"gpt-4o","messages":[],"stream":true,"max_completion_tokens":9,"stream_options":{"include_usage":true}}""";
        routed.First.Enqueue(HttpReply.Error(500, "no", "a"));
        Assert.Equal(200, (await routed.CallAsync(Body)).Status);
        Assert.Equal(Body, routed.First.Calls.Single().Text);
        Assert.Equal("""{"model":"gpt-4o","messages":[],"stream":true,"max_tokens":9}""", routed.Second.Calls.Single().Text);
    }
}
