using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>The header by which a caller says that it does not vouch for a message.</summary>
public sealed class UntrustedMessageTests
{
    private const string Header = "x-keeptrusts-untrusted";
    private const string Path = "/v1/chat/completions";
    private const string Asked = """{"model":"gpt-4o","messages":[{"role":"user","content":"a passage"},{"role":"assistant","content":"noted"},{"role":"user","content":[{"type":"text","text":"hi"}]}]}""";

    [Fact]
    public async Task Messages_Marked_AreJudgedAsResultsOfToolsAndSentAsTheyAre()
    {
        await using var gateway = await TestGateway.StartAsync();
        var policy = new FakePolicies();
        gateway.Load(policy.Unit(PolicyPhase.Input));
        Assert.Equal(200, (await gateway.CallAtAsync(Path, Asked, request => request.Headers.Add(Header, "0, 2"))).Status);
        var texts = policy.Texts.Single().Texts;
        Assert.Contains(texts, t => (t.Text, t.Source) == ("a passage", new TextSource(TextRole.User, 0, TextPart.Content) { IsMarked = true }));
        Assert.Contains(texts, t => (t.Text, t.Source) == ("noted", new TextSource(TextRole.Assistant, 1, TextPart.Content)));
        Assert.Contains(texts, t => (t.Text, t.Source) == ("hi", new TextSource(TextRole.User, 2, TextPart.Content) { IsMarked = true }));
        Assert.Contains(texts, t => (t.Text, t.Source) == ("user", new TextSource(TextRole.User, 0, TextPart.Other)));
        var sent = gateway.Upstream.Calls.Single();
        Assert.Equal((Asked, null), (sent.Text, sent.Header(Header)));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("1,")]
    [InlineData("one")]
    [InlineData("99999999999")]
    public async Task Number_ThatNamesNoMessage_IsRefused(string numbers)
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallAtAsync(Path, Asked, request => request.Headers.TryAddWithoutValidation(Header, numbers));
        Assert.Equal((400, "invalid_header"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Calls);
    }
}
