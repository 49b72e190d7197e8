using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Redaction;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>What policies have to say about one answer.</summary>
/// <param name="Texts">The output phase; <see langword="null"/> where no policy reads output.</param>
/// <param name="Tools">Decides on tool calls; <see langword="null"/> where no policy does.</param>
/// <param name="Issued">Placeholders of the request, to be turned back; <see langword="null"/> where there are none.</param>
/// <param name="BlankLogprobs">Whether token probabilities would show what is redacted.</param>
internal sealed record AnswerPolicies(PhaseEvaluation? Texts, ToolEvaluation? Tools = null, TokenVault? Issued = null, bool BlankLogprobs = false) : IDisposable
{
    /// <summary>Whether nothing of the answer may leave any more.</summary>
    public bool Blocked => Texts is { Blocked: true };

    /// <param name="grant">The call.</param>
    /// <param name="hasTexts">Whether the answer has texts; of one that comes in pieces, nobody knows that yet.</param>
    public static AnswerPolicies Begin(Grant grant, bool hasTexts = true)
    {
        var scope = grant.Scope;
        return new(
            hasTexts && scope.Reads(PolicyPhase.Output) ? scope.Begin(PolicyPhase.Output, grant.Call) : null,
            grant.Request.Surface.Speaks && scope.JudgesTools ? scope.BeginTools(grant.Call) : null,
            grant.Call.Issued,
            grant.Call.Issued is not null || scope.Rewrites(PolicyPhase.Output));
    }

    public void Dispose() => Texts?.Dispose();
}
