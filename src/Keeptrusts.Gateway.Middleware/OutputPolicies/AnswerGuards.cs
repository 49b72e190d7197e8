using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Gateway.Middleware.OutputPolicies.Messages;
using Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Chooses what reads and judges an answer, by what was asked for.</summary>
internal static class AnswerGuards
{
    /// <summary>Whether an answer has texts. Vectors and flags are none, and no policy is asked about them; whatever else a provider adds is.</summary>
    public static bool HasTexts(ModelRequest request, ReadOnlyMemory<byte> body) =>
        request.Surface.Speaks || new ReplyReader { Surface = request.Surface }.Read(body.Span) is not { Texts.Count: 0 };

    /// <param name="cleared">The request.</param>
    /// <param name="policies">Judge the answer.</param>
    /// <param name="meter">Hears what the model said.</param>
    public static IWholeGuard Whole(ClearedCall cleared, AnswerPolicies policies, OutputMeter meter) => cleared.Grant.Request.Surface switch
    {
        { Kind: SurfaceKind.Responses } => new ResponsesWholeGuard(policies, meter, new OwnTexts(cleared)),
        { Kind: SurfaceKind.Messages } => new MessagesWholeGuard(policies, meter),
        var surface => new WholeGuard(surface, policies, meter),
    };

    /// <param name="cleared">The request.</param>
    /// <param name="policies">Judge the answer.</param>
    /// <param name="meter">Hears what the model said.</param>
    /// <param name="mostBytes">Most that waits for a decision; a provider that says more is cut off.</param>
    public static IStreamGuard Stream(ClearedCall cleared, AnswerPolicies policies, OutputMeter meter, int mostBytes) => cleared.Grant.Request switch
    {
        { Surface.Kind: SurfaceKind.Responses } => new ResponsesStreamGuard(policies, meter, new OwnTexts(cleared), mostBytes),
        { Surface.Kind: SurfaceKind.Messages } => new MessagesStreamGuard(policies, meter, mostBytes),
        var request => new StreamGuard(request.Surface, policies, meter, request.IncludeUsage, mostBytes, request.Answers),
    };
}
