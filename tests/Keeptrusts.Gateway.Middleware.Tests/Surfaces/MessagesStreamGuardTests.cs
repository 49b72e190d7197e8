using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces;

/// <summary>Whatever the cuts: a streamed message says what the whole one would.</summary>
public sealed class MessagesStreamGuardTests
{
    private static readonly ScopedPlan Redact = Scope("pii-detector: { action: redact }");
    private static readonly ScopedPlan Mixed = Scope("pii-detector: { entities: { EMAIL_ADDRESS: redact, US_SSN: block } }");
    private static readonly ScopedPlan None = Calls.Scope("pack: { name: c, version: 1.0.0, enabled: true }\npolicies: { chain: [audit-logger] }");
    private static readonly ScopedPlan Firewall = Calls.Scope("""
        pack: { name: c, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, agent-firewall, audit-logger] }
        policy: { pii-detector: { action: redact }, agent-firewall: { blocked_tools: [delete_*] } }
        """);

    private static readonly string[] Pieces =
    [
        "write to ann.lee@example.com", "card 4111 1111 1111 1111", "IBAN DE89 3704 0044 0532 0130 00", "call +1 (415) 555-2671 now", "at 8.8.8.8", "漢字 😀",
        "a@", "no-reply@", "4111 1111", "\"quoted\\\"", "line\nbreak", " ", ".", "x@y.z", "ann.lee@exam", "ple.com",
    ];

    public static TheoryData<int> Cuts => [1, 2, 3, 5, 7, 11, 20, 1000, -1];

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Take_AnyCuts_SaysTheWholeAnswer(int size)
    {
        var random = new Random(size);
        for (var round = 0; round < 100; round++)
        {
            var reply = Random(random) with { Cuts = Sizes(size, random) };
            foreach (var scope in (ScopedPlan[])[Redact, Firewall, None])
            {
                var run = MessagesRun.Of(scope, reply.Events());
                Assert.Equal(GuardStep.Finished, run.LastStep);
                AssertSame(MessagesRun.Whole(scope, reply.Whole())!, run.Texts);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Take_BlockingFinding_ShowsTheTextBeforeIt(int size)
    {
        var random = new Random(size);
        for (var round = 0; round < 40; round++)
        {
            var before = " mail bob@example.org and " + (random.Next(2) == 0 ? "" : "more words ");
            var reply = new MessagesReply { Texts = ["Hm. ", before + "SSN 536-90-4399 and on"], Cuts = Sizes(size, random), ToolCalls = [new("c1", "send", "{}")] };
            var run = MessagesRun.Of(Mixed, reply.Events());
            Assert.Equal(GuardStep.Blocked, run.LastStep);
            Assert.Equal(before.Replace("bob@example.org", "[EMAIL_ADDRESS]", StringComparison.Ordinal) + "SSN ", run.Texts["1/text"]);
            Assert.False(run.Texts.ContainsKey("2/tool_use"));
            Assert.Null(MessagesRun.Whole(Mixed, reply.Whole()));
        }
    }

    [Fact]
    public void Take_NothingToHide_IsTheSameBytes()
    {
        var reply = new MessagesReply { Texts = ["The quick brown fox, jumps!", "over 漢字 😀"], Thinking = "Hm.", ToolCalls = [new("c1", "send", "{\"a\":[1,\"x\"]}")] };
        Assert.Equal(reply.Events(), MessagesRun.Of(None, reply.Events()).Events);
    }

    [Fact]
    public void Take_RefusedCall_ShowsNothingOfIt()
    {
        var reply = new MessagesReply { ToolCalls = [new("c1", "read_file", "{\"path\":\"a\"}"), new("c2", "delete_file", "{\"path\":\"secret\"}")] };
        var run = MessagesRun.Of(Firewall, reply.Events());
        Assert.Equal(GuardStep.Blocked, run.LastStep);
        Assert.Equal("{\"path\":\"a\"}", run.Texts["1/tool_use"]);
        Assert.DoesNotContain("delete_file", string.Concat(run.Events), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", string.Concat(run.Events), StringComparison.Ordinal);
        Assert.Null(MessagesRun.Whole(Firewall, reply.Whole()));
    }

    [Fact]
    public void Take_ChangedThinking_LosesItsSignature()
    {
        var changed = MessagesRun.Of(Redact, new MessagesReply { Thinking = "ask ann@example.com first" }.Events());
        Assert.Equal("ask [EMAIL_ADDRESS] first", changed.Texts["0/thinking"]);
        Assert.Equal("", Signature(changed));
        Assert.NotEqual("", Signature(MessagesRun.Of(Redact, new MessagesReply { Thinking = "ask her first" }.Events())));

        static string Signature(MessagesRun run) => (string)run.Events.Select(data => JsonNode.Parse(data)!["delta"]?["signature"]).Single(signature => signature is not null)!;
    }

    [Theory]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}""")]
    [InlineData("""{"type":"content_block_stop","index":0}""")]
    [InlineData("""{"type":"message_delta","delta":{"text":"a"}}""")]
    [InlineData("""{"type":"message_start","message":{"content":[{"type":"text","text":"a"}]}}""")]
    [InlineData("""{"id":"a","choices":[]}""")]
    [InlineData("<html>")]
    public void Take_WhatIsOutOfOrder_IsInvalid(string data) => Assert.Equal(GuardStep.Invalid, MessagesRun.Of(None, [data]).LastStep);

    [Fact]
    public void Take_MoreThanMayWait_IsInvalid() =>
        Assert.Equal(GuardStep.Invalid, MessagesRun.Of(Firewall, new MessagesReply { ToolCalls = [new("c1", "send", $"{{\"a\":\"{new string('x', 2000)}\"}}")] }.Events(), mostHeld: 1000).LastStep);

    private static void AssertSame(Dictionary<string, string> whole, Dictionary<string, string> streamed)
    {
        Assert.Equal(whole.Keys, streamed.Keys);
        foreach (var (key, text) in whole)
        {
            Assert.Equal(text, key.EndsWith("tool_use", StringComparison.Ordinal) ? JsonNode.Parse(streamed[key])!.ToJsonString() : streamed[key]);
        }
    }

    private static MessagesReply Random(Random random) => new()
    {
        Texts = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Text(random))],
        Thinking = random.Next(2) == 0 ? Text(random) : null,
        ToolCalls = [.. Enumerable.Range(0, random.Next(3)).Select(i => new MockToolCall($"c{i}", "send", new JsonObject { ["to"] = Text(random), ["n"] = 1 }.ToJsonString()))],
    };

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static IReadOnlyList<int> Sizes(int size, Random random) => size > 0 ? [size] : [.. Enumerable.Range(0, 5).Select(_ => random.Next(1, 30))];

    private static ScopedPlan Scope(string policy) => Calls.Scope($$"""
        pack: { name: c, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy: { {{policy}} }
        """);
}
