using System.Net;
using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Streams;

/// <summary>How streams that end badly look on the wire: an error event, no [DONE], no terminating chunk.</summary>
public sealed class BadEndingTests : IClassFixture<GovernedGateway>
{
    private readonly GovernedGateway _gateway;

    public BadEndingTests(GovernedGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
    }

    [Theory]
    [InlineData(ReplyEnding.Abort)]
    [InlineData(ReplyEnding.EndWithoutDone)]
    [InlineData(ReplyEnding.ErrorEvent)]
    public async Task Stream_CutByUpstream_EndsWithAnErrorAndWithoutItsTerminator(ReplyEnding ending)
    {
        _gateway.Upstream.Reply = new ChatReply { Text = "Cut after a while.", Cuts = [2], Ending = ending, EndAfterEvents = 5 };

        var reply = await StreamAsync();

        AssertEndedBadly(reply);
        // A tail that could still become something personal stays back.
        Assert.StartsWith(reply.Content(), "Cut afte", StringComparison.Ordinal);
        Assert.StartsWith("Cut ", reply.Content(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_Blocked_FinishesEachChoiceAndEndsWithAnError()
    {
        _gateway.Upstream.Reply = new ChatReply { Text = $"Hello. SSN {Samples.Ssn} and more.", OtherTexts = ["Quite harmless, but long enough to be unfinished then."], Cuts = [4] };

        var reply = await StreamAsync(b => b["n"] = 2);

        AssertEndedBadly(reply);
        Assert.Equal("output_blocked", (string?)reply.Error!["code"]);
        Assert.Equal("policy_violation", (string?)reply.Error["type"]);
        Assert.Equal(("content_filter", "content_filter"), (reply.FinishReason(0), reply.FinishReason(1)));
        Assert.DoesNotContain("536", reply.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_Blocked_GivesNothingAway()
    {
        _gateway.Upstream.Reply = new ChatReply { Text = $"Hello. SSN {Samples.Ssn} and more." };

        using var response = await _gateway.PostAsync(Requests.Chat(), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("output_blocked", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Hello.", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Upstream_HtmlInA200_IsAnUpstreamError(bool stream)
    {
        _gateway.Upstream.Reply = HttpReply.Html();

        using var response = await _gateway.PostAsync(Requests.Chat(stream: stream), TestContext.Current.CancellationToken);
        var body = await ReadWhatCameAsync(response);

        Assert.DoesNotContain("captive portal", body, StringComparison.Ordinal);
        Assert.Contains("\"error\"", body, StringComparison.Ordinal);
        Assert.Contains("upstream_error", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upstream_NotListening_IsA502Quickly()
    {
        await using var upstream = await MockUpstream.StartAsync();
        var url = upstream.BaseUrl;
        await upstream.DisposeAsync();
        await using var host = await Testing.Processes.GatewayProcess.StartAsync(new()
        {
            Policy = Policies.Plain(url),
            Environment = new Dictionary<string, string?> { [Policies.ProviderKeyVariable] = Policies.ProviderKey },
        });
        var key = await host.CreateKeyAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key.Token);

        using var response = await http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), new StringContent(Requests.Chat(), null, "application/json"), TestContext.Current.CancellationToken);

        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!;
        Assert.Equal((HttpStatusCode.BadGateway, "upstream_error", "upstream_unreachable"), (response.StatusCode, (string?)error["type"], (string?)error["code"]));
    }

    [Fact]
    public async Task Upstream_RateLimit_IsRelayedAsItIs()
    {
        _gateway.Upstream.Reply = HttpReply.Error(429, "Slow down, please.", "rate_limit_exceeded", retryAfterSeconds: 2);

        using var response = await _gateway.PostAsync(Requests.Chat(), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("upstream", response.Headers.GetValues("x-keeptrusts-source").Single());
        Assert.Equal("2", response.Headers.GetValues("Retry-After").Single());
        Assert.Contains("Slow down, please.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_UsageNotAskedFor_HasNoTraceOfIt()
    {
        var reply = await StreamAsync();

        Assert.True(reply is { Done: true, EndedCleanly: true });
        Assert.DoesNotContain("\"usage\"", reply.Raw, StringComparison.Ordinal);
        Assert.All(reply.Events, e => Assert.NotEmpty(e["choices"]!.AsArray()));
    }

    private static async Task<string> ReadWhatCameAsync(HttpResponseMessage response)
    {
        using var body = new MemoryStream();
        try
        {
            await response.Content.CopyToAsync(body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // A stream that had begun ends without its terminator; what came before it is what is looked at.
        }

        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }

    private static void AssertEndedBadly(StreamedReply reply)
    {
        Assert.NotNull(reply.Error);
        Assert.Same(reply.Error, reply.Events[^1]["error"]);
        Assert.False(reply.Done, "[DONE] after an error.");
        Assert.False(reply.EndedCleanly, "The response ended with its terminating chunk; some SDKs would take the text for complete.");
    }

    private async Task<StreamedReply> StreamAsync(Action<JsonObject>? change = null)
    {
        using var response = await _gateway.PostAsync(Requests.Chat(stream: true, change: change), TestContext.Current.CancellationToken);
        return await StreamedReply.ReadAsync(response);
    }
}
