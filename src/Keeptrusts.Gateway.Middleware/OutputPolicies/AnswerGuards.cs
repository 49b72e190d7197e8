using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Chooses what reads and judges an answer, by what was asked for.</summary>
internal static class AnswerGuards
{
    /// <summary>Whether an answer has texts. Vectors and flags are none, and no policy is asked about them; whatever else a provider adds is.</summary>
    public static bool HasTexts(ModelRequest request, ReadOnlyMemory<byte> body) =>
        request.Surface.Speaks || new ReplyReader { Surface = request.Surface }.Read(body.Span) is not { Texts.Count: 0 };

    /// <param name="request">The request.</param>
    /// <param name="policies">Judge the answer.</param>
    /// <param name="meter">Hears what the model said.</param>
    public static IWholeGuard Whole(ModelRequest request, AnswerPolicies policies, OutputMeter meter) => request.Surface.Kind switch
    {
        _ => new WholeGuard(request.Surface, policies, meter),
    };

    /// <param name="request">The request.</param>
    /// <param name="policies">Judge the answer.</param>
    /// <param name="meter">Hears what the model said.</param>
    /// <param name="mostBytes">Most that waits for a decision; a provider that says more is cut off.</param>
    public static IStreamGuard Stream(ModelRequest request, AnswerPolicies policies, OutputMeter meter, int mostBytes) => request.Surface.Kind switch
    {
        _ => new StreamGuard(request.Surface, policies, meter, request.IncludeUsage, mostBytes),
    };
}
