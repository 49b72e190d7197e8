using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Redaction;

/// <summary>What is personal leaves the house redacted, comes back redacted, and a stream says exactly what the whole answer says.</summary>
public sealed class RedactionTests : IClassFixture<GovernedGateway>
{
    private readonly GovernedGateway _gateway;

    public RedactionTests(GovernedGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
    }

    public static TheoryData<string> Cuts => ["1", "2", "3", "5", "7", "11", "16", "1,4,2", "9,1", "1000"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Prompt_WithEmailCardAndIban_ReachesUpstreamRedacted(bool stream)
    {
        using var response = await _gateway.PostAsync(Requests.Chat(Samples.Sensitive, stream), TestContext.Current.CancellationToken);
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
        var sent = Assert.Single(_gateway.Upstream.Calls);
        Assert.Equal(Samples.SensitiveRedacted, (string?)sent.Json["messages"]![0]!["content"]);
        AssertNothingPersonal(sent.Text);
    }

    [Fact]
    public async Task Prompt_InEveryPlaceThatCarriesText_ReachesUpstreamRedacted()
    {
        var arguments = new JsonObject { ["to"] = Samples.Email, ["iban"] = Samples.Iban }.ToJsonString();
        var body = new JsonObject
        {
            ["model"] = "gpt-4o",
            ["messages"] = new JsonArray(
                new JsonObject { ["role"] = "system", ["content"] = $"Answer {Samples.Email}." },
                new JsonObject
                {
                    ["role"] = "user",
                    ["name"] = "anna",
                    ["content"] = new JsonArray(
                        new JsonObject { ["type"] = "text", ["text"] = "Write to anna.lopez@con" },
                        new JsonObject { ["type"] = "text", ["text"] = $"toso.com or use {Samples.Card}." }),
                },
                new JsonObject
                {
                    ["role"] = "assistant",
                    ["content"] = null,
                    ["tool_calls"] = new JsonArray(new JsonObject
                    {
                        ["id"] = "call_1",
                        ["type"] = "function",
                        ["function"] = new JsonObject { ["name"] = "pay", ["arguments"] = arguments },
                    }),
                },
                new JsonObject { ["role"] = "tool", ["tool_call_id"] = "call_1", ["content"] = $"paid from {Samples.Iban}" },
                new JsonObject { ["role"] = "user", ["content"] = "Thanks." }),
            ["tools"] = new JsonArray(new JsonObject
            {
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = "pay", ["description"] = $"Pays, e.g. {Samples.Email}.", ["parameters"] = new JsonObject { ["type"] = "object" } },
            }),
            ["metadata"] = new JsonObject { ["note"] = $"for {Samples.Email}" },
        };

        using var response = await _gateway.PostAsync(body.ToJsonString(), TestContext.Current.CancellationToken);

        Assert.Equal("", response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        AssertNothingPersonal(Assert.Single(_gateway.Upstream.Calls).Text);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Answer_HoweverCut_EqualsTheWholeRedaction(string cuts)
    {
        var reply = new ChatReply { Text = Samples.Sensitive, Cuts = Sizes(cuts), SplitSurrogates = true, Reasoning = $"Think of {Samples.Email}.", Refusal = $"No {Samples.Card}." };
        _gateway.Upstream.Reply = reply;

        var whole = await WholeAsync();
        var streamed = await StreamAsync();

        Assert.Equal(Samples.SensitiveRedacted, (string?)whole["content"]);
        Assert.Equal(Samples.SensitiveRedacted, streamed.Content());
        Assert.Equal(((string?)whole["reasoning_content"], (string?)whole["refusal"]), (streamed.Reasoning(), streamed.Refusal()));
        Assert.Equal(("Think of [EMAIL_ADDRESS].", "No [CREDIT_CARD]."), (streamed.Reasoning(), streamed.Refusal()));
        Assert.True(streamed is { Done: true, EndedCleanly: true });
        AssertNothingPersonal(streamed.Raw);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task ToolArguments_HoweverCut_EqualTheWholeRedaction(string cuts)
    {
        var arguments = $$"""{"to": "anna.lopez\u0040contoso.com", "card": "{{Samples.Card}}", "note": "pay \"now\" ż", "n": 1.5}""";
        _gateway.Upstream.Reply = new ChatReply { Text = null, Cuts = Sizes(cuts), ToolCalls = [new("call_1", "pay", arguments), new("call_2", "log", """{"iban":"DE89370400440532013000"}""")] };

        var whole = (await WholeAsync())["tool_calls"]!.AsArray().Select(c => (string?)c!["function"]!["arguments"]).ToArray();
        var streamed = await StreamAsync();

        Assert.Equal((whole[0], whole[1]), (streamed.Arguments(0), streamed.Arguments(1)));
        var pay = JsonNode.Parse(whole[0]!)!;
        Assert.Equal(("[EMAIL_ADDRESS]", "[CREDIT_CARD]", "pay \"now\" ż", 1.5), ((string?)pay["to"], (string?)pay["card"], (string?)pay["note"], (double)pay["n"]!));
        Assert.Equal("[IBAN_CODE]", (string?)JsonNode.Parse(whole[1]!)!["iban"]);
        Assert.Equal("tool_calls", streamed.FinishReason());
    }

    [Fact]
    public async Task Choices_SeveralAtOnce_AreRedactedEach()
    {
        _gateway.Upstream.Reply = new ChatReply { Text = $"First {Samples.Email}!", OtherTexts = [$"Second {Samples.Iban}!"], Cuts = [3] };

        var streamed = await StreamAsync(b => b["n"] = 2);

        Assert.Equal(("First [EMAIL_ADDRESS]!", "Second [IBAN_CODE]!"), (streamed.Content(0), streamed.Content(1)));
    }

    [Theory]
    [InlineData(true, false, false, 0)]
    [InlineData(false, true, true, 0)]
    [InlineData(true, true, true, 1)]
    public async Task Answer_OddlyFramed_IsRedactedAllTheSame(bool carriageReturns, bool comments, bool multiLine, int bytesPerWrite)
    {
        _gateway.Upstream.Reply = new ChatReply
        {
            Text = Samples.Sensitive,
            Cuts = [6],
            Framing = new SseFraming { CarriageReturns = carriageReturns, Comments = comments, MultiLine = multiLine, BytesPerWrite = bytesPerWrite, NoSpace = comments },
        };

        Assert.Equal(Samples.SensitiveRedacted, (await StreamAsync()).Content());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logprobs_WhereTextMayBeRewritten_BecomeNull(bool stream)
    {
        _gateway.Upstream.Reply = new ChatReply { Text = Samples.Sensitive, Cuts = [5], Logprobs = true };

        using var response = await _gateway.PostAsync(Requests.Chat(stream: stream, change: b => b["logprobs"] = true), TestContext.Current.CancellationToken);
        var raw = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("\"logprobs\":null", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("\"logprob\":", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_NothingPersonal_IsByteForByteTheProviders()
    {
        var request = Requests.Chat("What is the capital of Peru? 🙂");

        using var response = await _gateway.PostAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(JsonNode.Parse(request)!["messages"]!.ToJsonString(), Assert.Single(_gateway.Upstream.Calls).Json["messages"]!.ToJsonString());
        Assert.Contains("\"system_fingerprint\":\"fp_mock\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static int[] Sizes(string cuts) => [.. cuts.Split(',').Select(int.Parse)];

    private static void AssertNothingPersonal(string text)
    {
        foreach (var trace in new[] { "anna.lopez", "contoso", "4111", "1111 1111", "3704", "0532" })
        {
            Assert.DoesNotContain(trace, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task<JsonObject> WholeAsync()
    {
        using var response = await _gateway.PostAsync(Requests.Chat(), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!["choices"]![0]!["message"]!.AsObject();
    }

    private async Task<StreamedReply> StreamAsync(Action<JsonObject>? change = null)
    {
        using var response = await _gateway.PostAsync(Requests.Chat(stream: true, change: change), TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
        return await StreamedReply.ReadAsync(response);
    }
}
