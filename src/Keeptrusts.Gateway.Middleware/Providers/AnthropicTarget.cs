using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Gateway.Middleware.Translation;
using Keeptrusts.Gateway.Middleware.Translation.Anthropic;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>Targets that speak Anthropic's messages: how they are shown a key, and what is translated for callers who speak chats.</summary>
internal static class AnthropicTarget
{
    public const string Dialect = "anthropic";

    /// <summary>The version of the API that the translation knows; there has been no newer one.</summary>
    public const string Version = "2023-06-01";

    private const int MostErrorBytes = 256 * 1024;

    /// <summary>Whether caller and target speak different dialects.</summary>
    public static bool Translates(TargetPlan target, Surface surface) => target.Dialect == Dialect && surface.Kind == SurfaceKind.Chat;

    /// <summary>Where calls go below the target's address.</summary>
    public static string Path(Surface surface) => surface.Kind == SurfaceKind.Chat ? "/messages" : surface.Path;

    /// <summary>The headers that the API wants.</summary>
    public static void AddHeaders(HttpRequestMessage request, Route route)
    {
        request.Headers.TryAddWithoutValidation("anthropic-version", Version);
        if (route.Secret is not null)
        {
            request.Headers.TryAddWithoutValidation("x-api-key", route.Secret);
        }
    }

    /// <summary>The provider's answer, as a chat's.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="now">Its time.</param>
    /// <param name="mostBytes">Longest whole answer, and longest event of a stream.</param>
    /// <param name="heard">Hears that the provider said something.</param>
    public static UpstreamReply Translated(UpstreamReply reply, DateTimeOffset now, int mostBytes, Action heard)
    {
        var created = now.ToUnixTimeSeconds();
        IAnswerTranslator translator = !reply.IsSuccess ? new WholeTranslator(MessageErrors.Translate, MostErrorBytes)
            : reply.IsEventStream ? new EventsToChunks(created, mostBytes)
            : new WholeTranslator((body, output) => MessageToCompletion.Translate(body, created, output), mostBytes);
        return reply.As(MessageErrors.Status(reply.Status), new TranslatingStream(reply.Body, translator, heard));
    }
}
