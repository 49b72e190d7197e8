using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Chooses what reads and judges an answer, by what was asked for.</summary>
internal static class AnswerGuards
{
    /// <param name="request">The request.</param>
    /// <param name="policies">Judge the answer.</param>
    /// <param name="meter">Hears what the model said.</param>
    public static IWholeGuard Whole(ModelRequest request, AnswerPolicies policies, OutputMeter meter) => request.Surface.Kind switch
    {
        _ => new WholeGuard(policies, meter),
    };

    /// <param name="request">The request.</param>
    /// <param name="policies">Judge the answer.</param>
    /// <param name="meter">Hears what the model said.</param>
    /// <param name="mostBytes">Most that waits for a decision; a provider that says more is cut off.</param>
    public static IStreamGuard Stream(ModelRequest request, AnswerPolicies policies, OutputMeter meter, int mostBytes) => request.Surface.Kind switch
    {
        _ => new StreamGuard(policies, meter, request.IncludeUsage, mostBytes),
    };
}
