using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Compilation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Redaction;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Tests.OutputPolicies;

/// <summary>Placeholders that the gateway put into a request come back in its answer, after every policy.</summary>
public sealed class RestoringTests
{
    private static readonly ScopedPlan None = new CompiledScope([]);
    private static readonly ScopedPlan Redact = Calls.Scope("pack: { name: c, version: 1.0.0, enabled: true }\npolicies: { chain: [pii-detector] }\npolicy: { pii-detector: { action: redact } }");

    public static TheoryData<int, bool> Cuts => new() { { 1, false }, { 2, true }, { 3, false }, { 5, true }, { 9, true }, { 1000, false } };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Stream_Placeholder_ComesBackHoweverItIsCutAndIsNoFinding(int cut, bool judged)
    {
        var vault = new TokenVault();
        var token = vault.Issue("EMAIL_ADDRESS", "ann@example.com", new MarkerForm { Format = MarkerFormat.Token });
        var texts = new Dictionary<string, string> { ["0/content"] = $"[write] to {token}, not {token[..^1]} or bob@example.org [", ["0/refusal"] = token };
        var run = StreamRun.Of(judged ? Redact : None, Answers.Chunks(texts, () => cut), issued: vault);
        var bob = judged ? "[EMAIL_ADDRESS]" : "bob@example.org";
        Assert.Equal($"[write] to ann@example.com, not {token[..^1]} or {bob} [", run.Channels["0/content"]);
        Assert.Equal("ann@example.com", run.Channels["0/refusal"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Stream_PlaceholderInArguments_ComesBackOnlyWhereTheDocumentSaysSoAndAfterTheJudge(bool inTools)
    {
        var vault = new TokenVault();
        var token = vault.Issue("PERSON", "Ann \"Lee\"", new MarkerForm { Format = MarkerFormat.Token, RestoresInTools = inTools });
        var policy = new FakePolicies();
        var run = StreamRun.Of(new CompiledScope([policy.Unit(PolicyPhase.Tool)]), Answers.Chunks(new Dictionary<string, string> { ["0/tool_calls/0"] = $$"""{"to":"{{token}}"}""" }, () => 4), issued: vault);
        Assert.Equal($$"""{"to":"{{token}}"}""", policy.Tools.Single().Tool.Arguments);
        Assert.Equal(inTools ? "Ann \"Lee\"" : token, JsonNode.Parse(run.Channels["0/tool_calls/0"])!["to"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whole_Placeholder_ComesBackAndIsNoFinding(bool judged)
    {
        var vault = new TokenVault();
        var token = vault.Issue("EMAIL_ADDRESS", "ann@example.com", new MarkerForm { Format = MarkerFormat.Token, RestoresInTools = true });
        using var evaluation = judged ? Redact.Begin(PolicyPhase.Output, new PolicyCall(new PolicyContext())) : null;
        using var meter = new OutputMeter();
        var shown = new WholeGuard(Surface.Chat, new(evaluation, Issued: vault, BlankLogprobs: true), meter).Take(Encoding.UTF8.GetBytes(
            $$$"""{"choices":[{"index":0,"message":{"content":"{{{token}}} and bob@example.org","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{\"to\":\"{{{token}}}\"}"}}]},"logprobs":{"content":[]},"finish_reason":"stop"}]}"""))!.Value;
        var choice = JsonNode.Parse(shown.Span)!["choices"]![0]!;
        Assert.Equal(judged ? "ann@example.com and [EMAIL_ADDRESS]" : "ann@example.com and bob@example.org", choice["message"]!["content"]!.GetValue<string>());
        Assert.Equal("""{"to":"ann@example.com"}""", choice["message"]!["tool_calls"]![0]!["function"]!["arguments"]!.GetValue<string>());
        Assert.Null(choice["logprobs"]);
    }
}
