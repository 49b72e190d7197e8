using System.Text;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Audit;

/// <summary>Texts and keys stay where they belong: a marked prompt and a marked answer go through everything and are looked for everywhere.</summary>
public sealed class SecrecyTests : IClassFixture<GovernedGateway>
{
    private const string Asked = "zebra-prompt-7f3a9";
    private const string Answered = "zebra-answer-51c8e";

    private readonly GovernedGateway _gateway;

    public SecrecyTests(GovernedGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
    }

    [Fact]
    public async Task Texts_OfEveryKindOfCall_AreInNoLogNoEventAndNoFile()
    {
        foreach (var reply in new MockReply[]
        {
            new ChatReply { Text = $"{Answered} {Samples.Email}" },
            new ChatReply { Text = $"{Answered} {Samples.Ssn}" },
            new ChatReply { Text = Answered, Ending = ReplyEnding.Abort, EndAfterEvents = 3 },
            HttpReply.Error(500, $"{Answered}: cannot answer {Asked}", "broken"),
            HttpReply.Json(200, $"{{\"choices\": {Answered}"),
            HttpReply.Html(),
        })
        {
            foreach (var stream in new[] { false, true })
            {
                _gateway.Upstream.Reply = reply;
                await CallAsync(Requests.Chat($"{Asked} {Samples.Email}", stream));
            }
        }

        await CallAsync(Requests.Chat($"{Asked} {Samples.Ssn}"));
        await CallAsync($$"""{"model":"gpt-4o","messages":[{"role":"user","content":"{{Asked}} \ud83d"}]}""");
        await CallAsync($"{Asked} is no JSON");
        using var control = await ControlApi.OpenAsync(_gateway.Host);
        var events = await control.EventsAsync();

        Assert.NotEmpty(events);
        AssertAbsent(string.Join('\n', events.Select(e => e.ToJsonString())), "the events");
        AssertAbsent(_gateway.Host.Log, "the host's output");
        foreach (var file in Directory.EnumerateFiles(_gateway.Host.Data, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock"))
        {
            AssertAbsent(await ReadSharedAsync(file), Path.GetFileName(file));
        }
    }

    [Fact]
    public async Task ProviderKey_EchoedByUpstream_ReachesNoClient()
    {
        _gateway.Upstream.Reply = HttpReply.Error(401, $"Incorrect API key provided: {Policies.ProviderKey}. Find yours elsewhere.", "invalid_api_key") with
        {
            Headers = new Dictionary<string, string> { ["x-debug"] = Policies.ProviderKey, ["set-cookie"] = "a=b", ["openai-organization"] = "org-upstream" },
        };

        foreach (var stream in new[] { false, true })
        {
            using var response = await _gateway.PostAsync(Requests.Chat(stream: stream), TestContext.Current.CancellationToken);
            var all = response + await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            Assert.DoesNotContain(Policies.ProviderKey, all, StringComparison.Ordinal);
            Assert.DoesNotContain("org-upstream", all, StringComparison.Ordinal);
            Assert.False(response.Headers.Contains("set-cookie"));
        }

        Assert.Equal("Bearer " + Policies.ProviderKey, _gateway.Upstream.Calls[0].Header("authorization"));
        Assert.DoesNotContain(Policies.ProviderKey, _gateway.Host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Caller_CredentialsCookiesAndIdentity_ReachNoProvider()
    {
        using var content = new StringContent(Requests.Chat(), Encoding.UTF8, "application/json");
        content.Headers.Add("Cookie", "session=client-cookie");
        content.Headers.Add("X-User-Id", "client-user");
        content.Headers.Add("X-Forwarded-For", "203.0.113.7");
        content.Headers.Add("OpenAI-Organization", "org-client");
        content.Headers.Add("X-Conversation-ID", "client-conversation");

        using var response = await _gateway.PostAsync(content, TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
        var sent = Assert.Single(_gateway.Upstream.Calls);
        Assert.DoesNotContain(sent.Headers, h => h.Value.Contains("client", StringComparison.Ordinal) || h.Value.Contains("203.0.113.7", StringComparison.Ordinal)
            || h.Value.Contains(_gateway.Key.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Response_Headers_SayWhatGoverned()
    {
        using var response = await _gateway.PostAsync(Requests.Chat($"Mail {Samples.Email}."), TestContext.Current.CancellationToken);

        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
        Assert.Equal(("upstream", "redact"), (Header("x-keeptrusts-source"), Header("x-keeptrusts-verdict")));
        Assert.Contains("pii-detector=redact", Header("x-keeptrusts-policies"), StringComparison.Ordinal);
        Assert.Contains('@', Header("x-keeptrusts-config")!);
        Assert.False(string.IsNullOrEmpty(Header("x-keeptrusts-cost-usd")));
        using var control = await ControlApi.OpenAsync(_gateway.Host);
        var record = await control.EventAsync(Header("x-request-id")!);
        Assert.Equal(("redact", "pii_detected", "completed", "mock", 18), ((string?)record["verdict"], (string?)record["reason_code"], (string?)record["outcome"],
            (string?)record["provider"], (int)record["usage"]!["prompt"]! + (int)record["usage"]!["completion"]!));
        Assert.Equal(Header("x-keeptrusts-config"), (string?)record["config_version"]);
    }

    private static void AssertAbsent(string text, string where)
    {
        foreach (var trace in new[] { Asked, Answered, "anna.lopez", Samples.Ssn, Policies.ProviderKey })
        {
            Assert.False(text.Contains(trace, StringComparison.OrdinalIgnoreCase), $"`{trace}` stands in {where}.");
        }
    }

    /// <summary>The host has its files open, some with locks; as Latin-1 every byte is a character.</summary>
    private static async Task<string> ReadSharedAsync(string file)
    {
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return await reader.ReadToEndAsync();
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    private async Task CallAsync(string body)
    {
        using var response = await _gateway.PostAsync(body);
        try
        {
            await response.Content.LoadIntoBufferAsync();
        }
        catch (HttpRequestException)
        {
            // Some of these end badly on purpose.
        }
    }
}
