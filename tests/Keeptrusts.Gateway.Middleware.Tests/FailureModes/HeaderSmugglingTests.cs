using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>Headers, and framings of requests, that are meant to reach somebody whom they must not reach.</summary>
public sealed class HeaderSmugglingTests(EveryFace gateway) : IClassFixture<EveryFace>
{
    private const string Mark = "marked-value-7";

    /// <summary>What a provider may see of a request, whoever asks and whatever is sent.</summary>
    private static readonly string[] Sent = ["Accept", "Content-Length", "Content-Type", "Host", "User-Agent", "Authorization", "api-key", "x-api-key", "anthropic-version"];

    /// <summary>What a caller may see of an answer.</summary>
    private static readonly string[] Shown =
    [
        "content-type", "content-length", "date", "server", "transfer-encoding", "cache-control", "x-accel-buffering", "x-request-id", "request-id", "x-upstream-request-id", "x-keeptrusts-source",
        "x-keeptrusts-config", "x-keeptrusts-verdict", "x-keeptrusts-cost-usd", "retry-after", "x-should-retry",
    ];

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Headers_OfTheCaller_ReachNoProvider(string name, bool stream)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        var answer = await gateway.CallAsync(face, face.Body("hi", stream), request =>
        {
            string[] names =
            [
                "Cookie", "X-User-Id", "X-Conversation-ID", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via", "Proxy-Authorization", "Proxy-Connection", "TE", "X-Smuggled",
                "OpenAI-Organization", "OpenAI-Project", "OpenAI-Beta", "anthropic-beta", "x-stainless-lang", "traceparent", "tracestate", "baggage", "X-Original-URL", "X-HTTP-Method-Override", "Origin", "Referer", "Range", "If-None-Match", "Priority",
            ];
            foreach (var header in names)
            {
                Assert.True(request.Headers.TryAddWithoutValidation(header, Mark));
            }

            request.Headers.TryAddWithoutValidation("Connection", "keep-alive, X-Smuggled, Authorization");
        });
        Assert.True(answer.Status == 200, answer.Body);
        var sent = Assert.Single(gateway.Upstream.Requests);
        Assert.Empty(sent.Headers.Select(header => header.Key).Except(Sent, StringComparer.OrdinalIgnoreCase));
        Assert.DoesNotContain(sent.Headers, header => header.Value.Contains(Mark, StringComparison.Ordinal) || header.Value.Contains("kt_gk_", StringComparison.Ordinal));
        Assert.Single(sent.Headers, header => header.Value.Contains(TestGateway.ProviderKey, StringComparison.Ordinal));
        Assert.DoesNotContain(Mark, sent.Query, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Headers_OfTheProvider_ReachNoCaller(string name, bool stream)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        var headers = new Dictionary<string, string>
        {
            ["Set-Cookie"] = Mark,
            ["openai-organization"] = Mark,
            ["anthropic-organization-id"] = Mark,
            ["x-ratelimit-remaining-requests"] = Mark,
            ["x-keeptrusts-verdict"] = Mark,
            ["x-keeptrusts-config"] = Mark,
            ["x-keeptrusts-source"] = "gateway",
            ["Access-Control-Allow-Origin"] = Mark,
            ["Location"] = "https://" + Mark,
            ["WWW-Authenticate"] = Mark,
            ["Link"] = Mark,
            ["Strict-Transport-Security"] = Mark,
            ["Alt-Svc"] = Mark,
            ["Trailer"] = "X-Trailer",
            ["x-request-id"] = "up 1",
        };
        face.Say(gateway.Upstream, "Hello.", 3, ReplyEnding.Complete);
        face.Reply(gateway.Upstream, Current() with { Headers = headers });
        var good = await gateway.CallAsync(face, face.Body("hi", stream));
        face.Reply(gateway.Upstream, HttpReply.Error(418, "no", "x") with { Headers = headers });
        var bad = await gateway.CallAsync(face, face.Body("hi", stream));
        Assert.Equal((200, 418), (good.Status, bad.Status));
        foreach (var answer in (ClientAnswer[])[good, bad])
        {
            Assert.Empty(answer.Headers.Keys.Except(Shown));
            Assert.DoesNotContain(answer.Headers, header => header.Value.Contains(Mark, StringComparison.Ordinal));
            Assert.Equal(("upstream", "team-dev@3", "up%201"), (answer["x-keeptrusts-source"], answer["x-keeptrusts-config"], answer["x-upstream-request-id"]));
        }

        MockReply Current() => name switch { "completions" => gateway.Upstream.Completion, "responses" => gateway.Upstream.Response, "messages" or "chat-anthropic" => gateway.Upstream.Message, _ => gateway.Upstream.Reply };
    }

    /// <summary>What is wrong with a request's headers or framing, and how they are written.</summary>
    public static TheoryData<string, string> Framings() => new()
    {
        { "line break in a value", "X-A: b\r\n\tAuthorization: x\r\nContent-Length: LENGTH\r\n\r\nBODY" },
        { "bare carriage return", "X-A: b\rX-B: c\r\nContent-Length: LENGTH\r\n\r\nBODY" },
        { "NUL in a value", "X-A: b\0c\r\nContent-Length: LENGTH\r\n\r\nBODY" },
        { "space before the colon", "X-A : b\r\nContent-Length: LENGTH\r\n\r\nBODY" },
        { "two different lengths", "Content-Length: LENGTH\r\nContent-Length: 3\r\n\r\nBODY" },
        { "list of lengths", "Content-Length: LENGTH, 3\r\n\r\nBODY" },
        { "negative length", "Content-Length: -1\r\n\r\nBODY" },
        { "unknown transfer coding", "Transfer-Encoding: xchunked\r\n\r\nBODY" },
        { "chunked is not last", "Transfer-Encoding: chunked, gzip\r\n\r\nBODY" },
        { "bad chunk size", "Transfer-Encoding: chunked\r\n\r\nzz\r\nBODY\r\n0\r\n\r\n" },
        { "two hosts", "Host: other\r\nContent-Length: LENGTH\r\n\r\nBODY" },
    };

    [Theory, MemberData(nameof(Framings))]
    public async Task Framing_ThatTwoServersWouldReadDifferently_IsRefused(string what, string rest)
    {
        gateway.Begin();
        const string Body = """{"model":"gpt-4o","messages":[]}""";
        var request = $"POST /v1/chat/completions HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nAuthorization: Bearer {gateway.Gateway.Token}\r\n"
            + rest.Replace("LENGTH", $"{Body.Length}", StringComparison.Ordinal).Replace("BODY", Body, StringComparison.Ordinal);
        using var client = await RawClient.SendAsync(gateway.Gateway.Client, request);
        await client.ReadUntilAsync(heard => heard.Contains("\r\n\r\n", StringComparison.Ordinal));
        Assert.True(client.Heard.Length == 0 || client.Status is >= 400 and < 500 or 501, $"{what}: {client.Heard}");
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("Content-Length: {0}\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: {0}")]
    public async Task Framing_ByLengthAndByChunks_NothingBehindTheBodyIsAnswered(string lengths)
    {
        gateway.Begin();
        const string Body = """{"model":"gpt-4o","messages":[]}""";
        var key = $"Authorization: Bearer {gateway.Gateway.Token}\r\n";
        var chunks = $"{Body.Length:x}\r\n{Body}\r\n0\r\n\r\n";
        var smuggled = $"GET /v1/models HTTP/1.1\r\nHost: gateway\r\n{key}\r\n";
        var both = string.Format(System.Globalization.CultureInfo.InvariantCulture, lengths, chunks.Length + smuggled.Length);
        using var client = await RawClient.SendAsync(gateway.Gateway.Client, $"POST /v1/chat/completions HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n{key}{both}\r\n\r\n{chunks}{smuggled}");
        Assert.True(await client.ReadToEndAsync());
        Assert.DoesNotContain("\"object\":\"list\"", client.Heard, StringComparison.Ordinal);
        Assert.Equal(1, client.Heard.Split("HTTP/1.1 ").Length - 1);
    }

    [Fact]
    public async Task Key_InTwoHeaders_IsNoKey()
    {
        gateway.Begin();
        foreach (var (path, header) in ((string, string)[])[("/v1/chat/completions", "Authorization: Bearer"), ("/openai/v1/chat/completions", "api-key:"), ("/v1/messages", "x-api-key:")])
        {
            using var client = await RawClient.SendAsync(gateway.Gateway.Client, RawClient.Post(path, "{}", $"{header} {gateway.Gateway.Token}\r\n{header} other\r\nConnection: close\r\n"));
            await client.ReadToEndAsync();
            Assert.Equal(401, client.Status);
            Assert.DoesNotContain(gateway.Gateway.Token, client.Heard, StringComparison.Ordinal);
        }

        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task RequestId_OfTheProvider_CannotCarryItsKey()
    {
        gateway.Begin();
        var face = Faces.Of("chat");
        face.Reply(gateway.Upstream, new ChatReply { Headers = new Dictionary<string, string> { ["x-request-id"] = "of " + TestGateway.ProviderKey } });
        foreach (var stream in (bool[])[false, true])
        {
            var answer = await gateway.CallAsync(face, face.Body("hi", stream));
            Assert.Equal(200, answer.Status);
            Assert.DoesNotContain(answer.Headers, header => header.Value.Contains(TestGateway.ProviderKey, StringComparison.Ordinal));
        }
    }
}
