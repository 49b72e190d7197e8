using System.ClientModel;
using System.Text;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;
using OpenAI.Responses;

namespace Keeptrusts.EndToEnd.Tests.Sdk;

#pragma warning disable OPENAI001 // The package marks its client of the Responses API as experimental.

/// <summary>The official OpenAI package for .NET on the surfaces that it knows beside chat.</summary>
public sealed class DotNetSurfaceTests : IClassFixture<SurfaceGateway>
{
    private readonly SurfaceGateway _gateway;
    private readonly OpenAiClients _clients;

    public DotNetSurfaceTests(SurfaceGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
        _clients = new OpenAiClients(gateway.Host.BaseUrl, gateway.Key.Token);
    }

    [Fact]
    public async Task Embedding_Sensitive_IsRedactedOnItsWay()
    {
        // This client asks for base64.
        _gateway.Upstream.Embedding = HttpReply.Json(200, """{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AACAPwAAAEA="}],"model":"m","usage":{"prompt_tokens":8,"total_tokens":8}}""");

        var answer = await _clients.Client.GetEmbeddingClient("gpt-4o").GenerateEmbeddingAsync("I am " + Samples.Email, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([1f, 2f], answer.Value.ToFloats().ToArray());
        Assert.DoesNotContain(Samples.Email, Assert.Single(_gateway.Upstream.Requests).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moderation_CleanText_IsNotFlagged()
    {
        var answer = await _clients.Client.GetModerationClient("gpt-4o").ClassifyTextAsync("Hello.", TestContext.Current.CancellationToken);

        Assert.False(answer.Value.Flagged);
    }

    [Fact]
    public async Task Response_WholeAndStreamed_IsRedacted()
    {
        _gateway.Upstream.Response = new ResponsesReply { Parts = [Samples.Sensitive], Cuts = [3] };

        var whole = await Client().CreateResponseAsync("gpt-4o", "Say hello.", cancellationToken: TestContext.Current.CancellationToken);
        var (text, completed) = await ReadAsync();

        Assert.Equal(Samples.SensitiveRedacted, whole.Value.GetOutputText());
        Assert.Equal((Samples.SensitiveRedacted, Samples.SensitiveRedacted), (text, completed));
    }

    [Fact]
    public async Task ResponseStream_OutputBlocked_Throws()
    {
        _gateway.Upstream.Response = new ResponsesReply { Parts = [$"Hello. Their SSN is {Samples.Ssn}, and there is more to say."] };

        var error = await Record.ExceptionAsync(ReadAsync);

        Assert.True(error is ClientResultException or HttpRequestException or IOException, $"The stream looked complete, or failed oddly: {error?.GetType().Name ?? "no exception"}.");
    }

    private ResponsesClient Client() => _clients.Client.GetResponsesClient();

    private async Task<(string Text, string? Completed)> ReadAsync()
    {
        var (text, completed) = (new StringBuilder(), (string?)null);
        await foreach (var update in Client().CreateResponseStreamingAsync("gpt-4o", "Say hello."))
        {
            text.Append((update as StreamingResponseOutputTextDeltaUpdate)?.Delta);
            completed = (update as StreamingResponseCompletedUpdate)?.Response.GetOutputText() ?? completed;
        }

        return (text.ToString(), completed);
    }
}
