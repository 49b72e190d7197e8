using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>What came of it.</summary>
/// <param name="Verdict">The gravest verdict of those that count.</param>
/// <param name="ReasonCode">Why.</param>
/// <param name="EndedIn">The phase that ended the call; <see langword="null"/>: none did.</param>
/// <param name="Policies">What each policy said, phase after phase.</param>
/// <param name="Prompt">What a provider would get; <see langword="null"/>: nothing.</param>
/// <param name="Answer">What the caller would get of the answer; <see langword="null"/>: nothing.</param>
internal sealed record TrialReport(Verdict Verdict, string ReasonCode, PolicyPhase? EndedIn, IReadOnlyList<PolicyResult> Policies, string? Prompt, string? Answer)
{
    private const string Judge = "external-moderation";

    public bool PromptWasChanged { get; init; }

    public bool AnswerWasChanged { get; init; }

    /// <summary>The model that was taken.</summary>
    public string? Model { get; init; }

    /// <summary>Whether a policy asks somebody outside, which a trial does not.</summary>
    public static bool WasNotAsked(PolicyResult result) => result is { Kind: Judge, Error: not null };
}
