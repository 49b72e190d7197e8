using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Harness;

/// <summary>The Node programs against the mock itself: what they report of a provider is what they must report of the gateway.</summary>
public sealed class NodeProgramTests : IAsyncLifetime
{
    private MockUpstream _upstream = null!;

    public async ValueTask InitializeAsync() => _upstream = await MockUpstream.StartAsync();

    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Fact]
    public async Task Programs_AgainstTheMock_ReportWhatItSaid()
    {
        var streamed = await NodePrograms.RunAsync(_upstream.BaseUrl, "sk-x", "stream", "--usage");

        Assert.Equal("Hello from upstream.", (string?)streamed["content"]);
        Assert.True((bool?)streamed["completed"]);
        Assert.Equal(18, (int?)streamed["usage"]?["total_tokens"]);
    }

    [Fact]
    public async Task Programs_ErrorFromTheMock_ReportItsTypeAndAttempts()
    {
        _upstream.Reply = HttpReply.Error(500, "Broken.", "broken");

        var chat = await NodePrograms.RunAsync(_upstream.BaseUrl, "sk-x", "chat");

        Assert.Equal("InternalServerError", (string?)chat["error"]?["class"]);
        Assert.Equal(3, (int?)chat["attempts"]);
        Assert.Equal(3, _upstream.Calls.Count);
    }
}
