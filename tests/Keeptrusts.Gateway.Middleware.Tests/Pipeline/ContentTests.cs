using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>What events keep of the texts of a call, by the mode of <c>content</c>.</summary>
public sealed class ContentTests
{
    private const string Redacts = "{ action: redact }";
    private const string Answer = "Mail bob@example.com, 😀.";
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task None_ByDefault_KeepsNothing(bool stream)
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.CallAsync(Asking("Write to ann@example.com", stream));
        Assert.Null((await gateway.EventAsync()).Content);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Redacted_AnyCall_KeepsWhatWasSentAndWhatWasDelivered(bool stream)
    {
        await using var gateway = await StartAsync("redacted");
        gateway.Upstream.Reply = new ChatReply { Text = Answer, Cuts = [3, 1], SplitSurrogates = true };
        await gateway.CallAsync(Asking("Write to ann@example.com", stream));
        var content = (await gateway.EventAsync()).Content!;

        Assert.Equal(("redacted", false), (content.Mode, content.Truncated));
        Assert.Equal("Write to [EMAIL_ADDRESS]", Text(content.Request, "/messages/0/content"));
        Assert.Equal("user", Text(content.Request, "/messages/0/role"));
        Assert.Equal("Mail [EMAIL_ADDRESS], 😀.", Text(content.Response, "/choices/0/message/content"));
        Assert.All(content.Request.Concat(content.Response), text => Assert.True(text is { Hmac: null, Original: null }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Full_AnyCall_KeepsTheOriginalsToo(bool stream)
    {
        await using var gateway = await StartAsync("full");
        gateway.Upstream.Reply = new ChatReply { Text = Answer };
        await gateway.CallAsync(Asking("Write to ann@example.com", stream));
        var content = (await gateway.EventAsync()).Content!;

        var asked = content.Request.Single(text => text.At == "/messages/0/content");
        Assert.Equal(("Write to [EMAIL_ADDRESS]", "Write to ann@example.com"), (asked.Text, asked.Original));
        var answered = content.Response.Single(text => text.At == "/choices/0/message/content");
        Assert.Equal(("Mail [EMAIL_ADDRESS], 😀.", Answer), (answered.Text, answered.Original));
        Assert.Null(content.Request.Single(text => text.At == "/messages/0/role").Original);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hash_AnyCall_KeepsKeyedHashesAndNoText(bool stream)
    {
        await using var gateway = await StartAsync("hash");
        gateway.Upstream.Reply = new ChatReply { Text = Answer, Cuts = [1], SplitSurrogates = true };
        await gateway.CallAsync("{\"metadata\":{\"zebra-name\":\"zebra-value\"}," + Asking("Write to ann@example.com", stream)[1..]);
        var recorded = await gateway.EventAsync();
        var content = recorded.Content!;

        Assert.Equal(Hmac("Write to ann@example.com"), content.Request.Single(text => text.At == "/messages/0/content").Hmac);
        Assert.Equal(Hmac("Mail [EMAIL_ADDRESS], 😀."), content.Response.Single(text => text.At == "/choices/0/message/content").Hmac);
        Assert.Contains(content.Request, text => text.At == "/metadata/*" && text.Hmac == Hmac("zebra-value"));
        Assert.All(content.Request.Concat(content.Response), text => Assert.True(text is { Text: null, Original: null }));
        var json = JsonSerializer.Serialize(recorded, JournalJson.Default.CallEvent);
        Assert.DoesNotContain("zebra", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Write", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hash_WithoutAKey_IsRefusedUnlessTheAuditDoesNotBind(bool binding)
    {
        await using var gateway = await StartAsync("hash", configure: false, more: binding ? "" : ", binding: false");
        var answer = await gateway.CallAsync(Asking("hi"));
        Assert.Equal(binding ? 503 : 200, answer.Status);
        Assert.Equal(binding, answer.Body.Contains("ContentHashKey", StringComparison.Ordinal));
        Assert.Equal(binding ? 0 : 1, gateway.Upstream.Calls.Count);
        Assert.Null((await gateway.EventAsync()).Content);
    }

    [Fact]
    public async Task Redacted_RequestBlocked_HidesWhatWasFound()
    {
        await using var gateway = await StartAsync("redacted", "{ action: block }");
        await gateway.CallAsync("""{"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"text","text":"to ann@exa"},{"type":"text","text":"mple.com, and 4111 1111 1111 1111."}]}]}""");
        var content = (await gateway.EventAsync()).Content!;
        Assert.Equal("to [EMAIL_ADDRESS]", Text(content.Request, "/messages/0/content/0/text"));
        Assert.Equal(", and [CREDIT_CARD].", Text(content.Request, "/messages/0/content/1/text"));
        Assert.Empty(content.Response);
        Assert.Empty(gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Full_RequestBlocked_KeepsTheOriginal()
    {
        await using var gateway = await StartAsync("full", "{ action: block }");
        await gateway.CallAsync(Asking("Write to ann@example.com"));
        var asked = (await gateway.EventAsync()).Content!.Request.Single(text => text.At == "/messages/0/content");
        Assert.Equal(("Write to [EMAIL_ADDRESS]", "Write to ann@example.com"), (asked.Text, asked.Original));
    }

    [Theory]
    [InlineData(false, "realtime", null)]
    [InlineData(true, "realtime", "write to ")]
    [InlineData(true, "buffered", null)]
    public async Task Redacted_AnswerBlocked_KeepsWhatWasDelivered(bool stream, string streaming, string? delivered)
    {
        await using var gateway = await StartAsync("redacted", $"{{ action: block, streaming: {streaming} }}");
        gateway.Upstream.Reply = new ChatReply { Text = "write to ann@example.com please" };
        await gateway.CallAsync(Asking("hi", stream));
        var content = (await gateway.EventAsync()).Content!;
        Assert.Equal("hi", Text(content.Request, "/messages/0/content"));
        Assert.Equal(delivered, content.Response.SingleOrDefault(text => text.At == "/choices/0/message/content")?.Text);
    }

    [Fact]
    public async Task Full_AnswerBlocked_KeepsWhatTheProviderSaid()
    {
        await using var gateway = await StartAsync("full", "{ action: block }");
        gateway.Upstream.Reply = new ChatReply { Text = "write to ann@example.com please" };
        await gateway.CallAsync(Asking("hi"));
        var answered = (await gateway.EventAsync()).Content!.Response.Single(text => text.At == "/choices/0/message/content");
        Assert.Equal((null, "write to ann@example.com please"), (answered.Text, answered.Original));
    }

    [Fact]
    public async Task Redacted_CallerHangsUp_KeepsWhatWasDeliveredUntilThen()
    {
        await using var gateway = await StartAsync("redacted");
        gateway.Upstream.Reply = new ChatReply { Text = "one two three", Ending = ReplyEnding.Stall };
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var response = await gateway.SendAsync(Asking("hi", stream: true), cancellationToken: stop.Token);
        using (response)
        {
            await using var body = await response.Content.ReadAsStreamAsync(stop.Token);
            var heard = "";
            while (!heard.Contains("tw", StringComparison.Ordinal))
            {
                var buffer = new byte[4096];
                heard += Encoding.UTF8.GetString(buffer, 0, await body.ReadAsync(buffer, stop.Token));
            }

            await stop.CancelAsync();
        }

        var recorded = await gateway.EventAsync();
        Assert.Equal("cancelled", recorded.Outcome);
        Assert.StartsWith("one tw", Text(recorded.Content!.Response, "/choices/0/message/content"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Redacted_ToolCalls_StandAtTheirPlaces(bool stream)
    {
        await using var gateway = await StartAsync("redacted");
        gateway.Upstream.Reply = new ChatReply { Text = null, ToolCalls = [new("call_1", "send_mail", """{"to":"bob@example.com"}""")] };
        await gateway.CallAsync(Asking("hi", stream));
        var response = (await gateway.EventAsync()).Content!.Response;
        Assert.Equal("send_mail", Text(response, "/choices/0/message/tool_calls/0/function/name"));
        Assert.Equal("""{"to":"[EMAIL_ADDRESS]"}""", Text(response, "/choices/0/message/tool_calls/0/function/arguments"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Redacted_Placeholders_StandInTheEventAsTheyWereSent(bool stream)
    {
        await using var gateway = await StartAsync("redacted", "{ action: redact, redaction: { marker_format: token } }");
        gateway.Upstream.Reply = new ChatReply { Text = "no" };
        await gateway.CallAsync(Asking("Write to ann@example.com", stream));
        var sent = (string)gateway.Upstream.Calls[0].Json["messages"]![0]!["content"]!;
        Assert.StartsWith("Write to [EMAIL_ADDRESS_1_", sent, StringComparison.Ordinal);
        Assert.Equal(sent, Text((await gateway.EventAsync()).Content!.Request, "/messages/0/content"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Redacted_LongTexts_AreCutAtACodePoint(bool stream)
    {
        await using var gateway = await StartAsync("redacted");
        gateway.Upstream.Reply = new ChatReply { Text = "a" + string.Concat(Enumerable.Repeat("😀", 60_000)), Cuts = [999] };
        await gateway.CallAsync($$"""{"model":"gpt-4o","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"{{new string('x', 40_000)}}"},{"role":"user","content":"the last"}]}""");
        var content = (await gateway.EventAsync()).Content!;
        Assert.True(content.Truncated);
        Assert.Equal("the last", Text(content.Request, "/messages/1/content"));
        Assert.InRange(Text(content.Request, "/messages/0/content")!.Length, 30_000, 32 * 1024);
        var answered = Text(content.Response, "/choices/0/message/content")!;
        Assert.InRange(Encoding.UTF8.GetByteCount(answered), 32_000, 32 * 1024);
        Assert.DoesNotContain('\ufffd', answered);
        Assert.True(answered.Length % 2 == 1 && !char.IsHighSurrogate(answered[^1]));
    }

    [Fact]
    public async Task Redacted_OnlyForSomeTeams_KeepsNothingOfOthers()
    {
        await using var gateway = await StartAsync("redacted", more: ", when: { teams: [other] }");
        await gateway.CallAsync(Asking("hi"));
        Assert.Null((await gateway.EventAsync()).Content);
    }

    [Fact]
    public void Content_AsText_SaysNothingOfWhatWasSaid()
    {
        var content = new ContentTrace { Mode = "full", Request = [new() { At = "/a", Text = "secret", Original = "secret" }] };
        Assert.DoesNotContain("secret", content.ToString() + content.Request[0], StringComparison.Ordinal);
    }

    private static string Asking(string text, bool stream = false) =>
        $$"""{"model":"gpt-4o","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"{{text}}"}]}""";

    private static string? Text(IReadOnlyList<TextTrace> texts, string at) => texts.Single(text => text.At == at).Text;

    private static string Hmac(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)));

    private static async Task<TestGateway> StartAsync(string mode, string pii = Redacts, bool configure = true, string more = "")
    {
        var gateway = await TestGateway.StartAsync(configure: options => options.ContentHashKey = configure ? Key : default);
        gateway.Load(TestGateway.Yaml(gateway.Upstream, pii).Replace("retention_days: 90", $"content: {mode}{more}", StringComparison.Ordinal));
        return gateway;
    }
}
