using System.Text;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Audit;

/// <summary>With <c>content: hash</c> events tell which texts are equal, and no text is anywhere in the data folder.</summary>
public sealed class ContentModeTests : IClassFixture<ContentModeTests.HashingGateway>
{
    private const string Asked = "zebra-hashed-prompt-3b1d";
    private const string Answered = "zebra-hashed-answer-90ce";

    private readonly HashingGateway _gateway;

    public ContentModeTests(HashingGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
    }

    [Fact]
    public async Task Hash_EqualTexts_HaveEqualHashesAndAreNowhere()
    {
        _gateway.Upstream.Reply = new ChatReply { Text = Answered };
        foreach (var stream in new[] { false, true })
        {
            using var response = await _gateway.PostAsync(Requests.Chat(Asked, stream), TestContext.Current.CancellationToken);
            await response.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode);
        }

        using var control = await ControlApi.OpenAsync(_gateway.Host);
        var events = await control.EventsAsync();
        string[] Hashes(string side, string at) => [.. events.Select(e => (string)e["content"]![side]!.AsArray().Single(t => (string)t!["at"]! == at)!["hmac"]!).Distinct()];
        Assert.Equal(2, events.Count);
        Assert.Equal(64, Assert.Single(Hashes("request", "/messages/0/content")).Length);
        Assert.Equal(64, Assert.Single(Hashes("response", "/choices/0/message/content")).Length);
        Assert.DoesNotContain("zebra", _gateway.Host.Log + string.Join('\n', events.Select(e => e.ToJsonString())), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_gateway.Host.Data, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock"))
        {
            await using var opened = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(opened, Encoding.Latin1);
            Assert.DoesNotContain("zebra", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    /// <summary>A gateway whose events keep hashes.</summary>
    public sealed class HashingGateway : GovernedGateway
    {
        internal override string Policy(Uri upstream) => Policies.Plain(upstream).Replace("retention_days: 30", "content: hash", StringComparison.Ordinal);
    }
}
