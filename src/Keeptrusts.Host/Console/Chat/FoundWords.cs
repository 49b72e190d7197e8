using Keeptrusts.Host.ControlPlane.Chat;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Host.Console.Chat;

/// <summary>What a policy would do to what would be sent now, in words, with the place that it is about.</summary>
/// <param name="Verdict">The verdict, in lower case.</param>
/// <param name="Words">Who would do what.</param>
/// <param name="Text">What it is about; <see langword="null"/>: the whole.</param>
internal sealed record FoundWords(string Verdict, string Words, string? Text)
{
    private const int Longest = 60;

    /// <param name="text">What is being typed.</param>
    /// <param name="prompt">What would be sent with it.</param>
    /// <param name="results">What policies would say to that.</param>
    public static IReadOnlyList<FoundWords> Of(string text, ChatPrompt prompt, IReadOnlyList<PolicyResult> results)
    {
        var redacts = results.Any(r => r.Verdict == Policy.Verdicts.Verdict.Redact);
        return
        [
            .. results.OrderByDescending(r => r.Verdict).SelectMany(result => result.Findings.DefaultIfEmpty().Select(finding => Of(text, prompt, result, finding, redacts))).Distinct(),
        ];
    }

    private static FoundWords Of(string text, ChatPrompt prompt, PolicyResult result, Finding? finding, bool redacts)
    {
        var what = finding is null ? "" : $" {finding.Type}";
        var who = result.Shadow ? $"{result.Name} (shadow)" : result.Name;
        var words = result.Verdict switch
        {
            Policy.Verdicts.Verdict.Block => $"{who} would block{what}",
            Policy.Verdicts.Verdict.Redact => $"{who} would redact{what}",
            Policy.Verdicts.Verdict.Escalate => $"{who} would ask a human{(what.Length > 0 ? " about" : "")}{what}",
            _ => $"{who} would note{what}",
        };
        var at = finding?.At;
        words += at is null || at == Place(prompt.QuestionAt) ? "" : at == Place(prompt.PassagesAt) ? " in a document" : " in earlier messages";
        // Policies that judge the whole see it redacted, so where something is redacted their places are none in what was typed.
        var isOfText = finding is not null && at == Place(prompt.QuestionAt) && finding.Start >= 0 && finding.End <= text.Length && finding.Start < finding.End && !(redacts && result.Kind == "prompt-injection");
        return new(result.Verdict.ToString().ToLowerInvariant(), words, isOfText ? Short(text[finding!.Start..finding.End]) : null);
    }

    private static string Place(int message) => $"/messages/{message}/content";

    private static string Short(string text) => text.Length > Longest ? text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] + "…" : text;
}
