using Keeptrusts.Host.ControlPlane.Chat;

namespace Keeptrusts.Host.Console.Chat;

/// <summary>What is said about a marked place.</summary>
/// <param name="Tone">The verdict: the class of its colour.</param>
/// <param name="Words">What was found and what was done about it.</param>
internal sealed record FoundMark(string Tone, string Words)
{
    /// <summary>A text in pieces, marked or not. Of places that overlap the gravest is shown.</summary>
    public static IReadOnlyList<(string Text, FoundMark? Found)> Split(string text, IReadOnlyList<ChatPolicy> policies)
    {
        // Policies that judge the whole see it redacted, so where something was redacted their places are none in what was written.
        var redacts = policies.Any(p => p is { Phase: "input", Verdict: "redact", Shadow: false });
        var spans = policies
            .Where(p => !(redacts && p.Kind == "prompt-injection"))
            .SelectMany(p => p.Spans.Select(s => (Policy: p, Span: s)))
            .Where(f => f.Span.Start >= 0 && f.Span.End <= text.Length && f.Span.Start < f.Span.End)
            .OrderBy(f => f.Span.Start).ThenByDescending(f => Weight(f.Policy.Verdict)).ThenByDescending(f => f.Span.End);
        var parts = new List<(string, FoundMark?)>();
        var at = 0;
        foreach (var (policy, span) in spans)
        {
            if (span.Start < at)
            {
                continue;
            }

            if (span.Start > at)
            {
                parts.Add((text[at..span.Start], null));
            }

            parts.Add((text[span.Start..span.End], new(policy.Verdict, $"{span.Type}, {Deed(policy)} by {policy.Name}")));
            at = span.End;
        }

        if (at < text.Length)
        {
            parts.Add((text[at..], null));
        }

        return parts;
    }

    /// <summary>What a verdict means for what was found.</summary>
    public static string Deed(ChatPolicy policy) => policy switch
    {
        { Shadow: true } => "seen",
        { Verdict: "redact" } => "redacted",
        { Verdict: "block" } => "blocked",
        { Verdict: "escalate" } => "held for a human",
        _ => "noted",
    };

    private static int Weight(string verdict) => verdict switch { "block" => 4, "escalate" => 3, "redact" => 2, "warn" => 1, _ => 0 };
}
