using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Gateway.Middleware.Tokens;

namespace Keeptrusts.Gateway.Middleware.Providers.Echo;

/// <summary>
/// The built-in target: needs no account, costs nothing, and says the same of the same request. It answers with what the caller said last, so
/// that a newcomer sees what policies made of it.
/// </summary>
internal static class EchoProvider
{
    public static UpstreamReply Answer(Route route, ReadOnlyMemory<byte> body)
    {
        var request = route.Cleared.Grant.Request;
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 128 });
        var (root, prompt) = (document.RootElement, PromptTokens.Count(request));
        var answer = request.Surface.Kind switch
        {
            SurfaceKind.Completions => EchoCompletion.Answer(request, root, prompt),
            SurfaceKind.Embeddings => EchoEmbedding.Answer(request, root, prompt),
            SurfaceKind.Responses => EchoResponse.Answer(request, root, prompt),
            SurfaceKind.Messages => EchoMessage.Answer(request, root, prompt),
            SurfaceKind.TokenCounts => EchoMessage.Count(prompt),
            SurfaceKind.Moderations => EchoModeration.Answer(request, root),
            _ => EchoChat.Answer(request, root, prompt),
        };
        return new(200, request.Stream ? "text/event-stream" : "application/json", new MemoryStream(answer), null);
    }
}
