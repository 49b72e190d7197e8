using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Sdk;

/// <summary>The official <c>openai</c> package on every surface beside chat, and its Azure client.</summary>
public sealed class NodeSurfaceTests : IClassFixture<SurfaceGateway>
{
    private readonly SurfaceGateway _gateway;

    public NodeSurfaceTests(SurfaceGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
    }

    [Theory]
    [InlineData("completion")]
    [InlineData("completionStream")]
    [InlineData("response")]
    [InlineData("responseStream")]
    [InlineData("responseFinal")]
    public async Task Text_Sensitive_IsRedacted(string what)
    {
        _gateway.Upstream.Completion = new CompletionReply(Samples.Sensitive) { Cuts = [3] };
        _gateway.Upstream.Response = new ResponsesReply { Parts = [Samples.Sensitive], Cuts = [3] };

        var seen = await RunAsync(what, "--prompt", "I am " + Samples.Email);

        Assert.Equal(Samples.SensitiveRedacted, (string?)seen["text"]);
        Assert.Null(seen["error"]);
        Assert.DoesNotContain(Samples.Email, Assert.Single(_gateway.Upstream.Requests).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResponseStream_Whole_EndsCompleted()
    {
        var seen = await RunAsync("responseStream");

        Assert.Equal(("Hello from upstream.", "Hello from upstream.", "completed", true), ((string?)seen["text"], (string?)seen["done"], (string?)seen["last"], (bool?)seen["completed"]));
    }

    [Fact]
    public async Task ResponseFinal_ToolCalls_FitTogether()
    {
        _gateway.Upstream.Response = new ResponsesReply { Reasoning = "Hm.", Parts = ["One ", "two"], ToolCalls = [new("c1", "get_weather", """{"city":"Łódź"}""")], Cuts = [2] };

        var seen = await RunAsync("responseFinal");

        Assert.Equal(("One two", "get_weather", "Łódź"), ((string?)seen["text"], (string?)seen["calls"]![0]!["name"], (string?)seen["calls"]![0]!["arguments"]!["city"]));
    }

    [Theory]
    [InlineData("completionStream")]
    [InlineData("responseStream")]
    [InlineData("responseFinal")]
    public async Task Stream_OutputBlocked_Fails(string what)
    {
        _gateway.Upstream.Completion = new CompletionReply($"Hello. Their SSN is {Samples.Ssn}, and more.");
        _gateway.Upstream.Response = new ResponsesReply { Parts = [$"Hello. Their SSN is {Samples.Ssn}, and more."] };

        var seen = await RunAsync(what);

        Assert.Null(seen["completed"]);
        Assert.NotNull(seen["error"]);
        Assert.DoesNotContain("536", seen.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReplyEnding.Abort)]
    [InlineData(ReplyEnding.EndWithoutDone)]
    [InlineData(ReplyEnding.ErrorEvent)]
    public async Task ResponseStream_CutByUpstream_NeverLooksComplete(ReplyEnding ending)
    {
        _gateway.Upstream.Response = new ResponsesReply { Ending = ending };

        var seen = await RunAsync("responseStream");

        Assert.Null(seen["completed"]);
        Assert.NotNull(seen["error"]);
    }

    [Fact]
    public async Task Embedding_AndModeration_Answer()
    {
        Assert.Equal(0.12345678901, (double?)(await RunAsync("embedding"))["vector"]![0]);
        Assert.False((bool?)(await RunAsync("moderation"))["flagged"]);
    }

    [Fact]
    public async Task Call_InputBlocked_IsABadRequestAtOnce()
    {
        foreach (var what in (string[])["completion", "embedding", "moderation", "response", "responseStream"])
        {
            var error = (await RunAsync(what, "--prompt", $"My SSN is {Samples.Ssn}."))["error"];
            Assert.Equal(("BadRequestError", "input_blocked"), ((string?)error?["class"], (string?)error?["code"]));
        }

        Assert.Empty(_gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Azure_Client_IsServedAndFiltered()
    {
        Assert.Equal("Hello from upstream.", (string?)(await AzureAsync("--what", "chat"))["content"]);
        Assert.Equal("Hello from upstream.", (string?)(await AzureAsync("--what", "stream"))["content"]);
        Assert.Equal("Hello from upstream.", (string?)(await AzureAsync("--what", "response"))["content"]);
        Assert.Equal("Hello from upstream.", (string?)(await AzureAsync("--what", "responseStream"))["content"]);
        Assert.Contains("gpt-4o", (await AzureAsync("--what", "models"))["models"]!.AsArray().Select(m => (string?)m));
        Assert.Equal(2, (await AzureAsync("--what", "embedding"))["vector"]!.AsArray().Count);
        var error = (await AzureAsync("--what", "chat", "--prompt", $"My SSN is {Samples.Ssn}."))["error"]!;
        Assert.Equal((400, "content_filter", "ResponsibleAIPolicyViolation"), ((int?)error["status"], (string?)error["code"], (string?)error["body"]!["innererror"]!["code"]));
    }

    private Task<JsonObject> RunAsync(string what, params string[] arguments) =>
        NodePrograms.RunAsync(_gateway.Host.BaseUrl, _gateway.Key.Token, "surfaces", ["--what", what, .. arguments]);

    private Task<JsonObject> AzureAsync(params string[] arguments) => NodePrograms.RunAsync(_gateway.Host.BaseUrl, _gateway.Key.Token, "azure", arguments);
}
