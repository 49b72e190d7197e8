using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.RateLimit;

/// <summary>Limits requests, tokens and calls at once.</summary>
internal sealed partial class RateLimitKind : PolicyKind
{
    internal override KindSchema Schema { get; } = new()
    {
        Name = "rate-limit",
        Description = "Limits requests and tokens per time, and calls at once.",
        Phases = [PolicyPhase.Admission],
        NaturalAction = "block",
        AnyOf = ["requests", "tokens", "max_parallel_requests"],
        Fields =
        [
            Shapes.Field("requests", new WholeShape(1), "Most requests per window."),
            Shapes.Field("tokens", new WholeShape(1), "Most tokens per window, prompt and output."),
            Shapes.Field("window_seconds", new WholeShape(1, 31_536_000), "Length of a window; 60. Windows start at multiples of it since 1970, UTC."),
            Shapes.Field("scope", Shapes.Choice("global", "team", "key", "user", "ip"), "Who shares a limit: members of each have one of their own; `key`."),
            Shapes.Field("max_parallel_requests", new WholeShape(1), "Most calls at once."),
        ],
    };

    internal override void Lint(PolicyBlock block, DiagnosticBag diagnostics)
    {
        // Every request has at least one token of prompt, so a token limit of no more than the requests is met first, or together.
        if (block.Node.Whole("requests") is { } requests && block.Node.Whole("tokens") is { } tokens && tokens <= requests)
        {
            diagnostics.Warning(
                RuleCodes.NeverBinds,
                DocumentPath.Key(block.Path, "requests"),
                block.Node.Find("requests")!.Value.Span,
                $"{requests} requests use more than {tokens} tokens, so `requests` never limits",
                "remove it, or raise `tokens`");
        }

        if (block.Node.Find("window_seconds") is { } window && !block.Node.Has("requests") && !block.Node.Has("tokens") && block.Node.Has("max_parallel_requests"))
        {
            diagnostics.Warning(RuleCodes.NeverBinds, DocumentPath.Key(block.Path, "window_seconds"), window.KeySpan, "`window_seconds` says nothing about calls at once", "remove it, or add `requests` or `tokens`");
        }
    }
}
