using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Linting;

/// <summary>What a policy may do, from its words alone.</summary>
internal static class Effects
{
    // Those that judge a text as a whole.
    private static readonly string[] TextKinds = ["external-moderation", "human-oversight"];
    private static readonly string[] SpanKinds = ["pii-detector", "secret-detector", "hipaa-phi-detector", "dlp-filter", "safety-filter"];

    /// <summary>Whether the policy looks for spans.</summary>
    public static bool FindsSpans(PolicyBlock block) => SpanKinds.Contains(block.Kind);

    /// <summary>Whether it judges answers.</summary>
    public static bool ReadsOutput(PolicyBlock block, KindSchemas kinds) => block.Phases.Count > 0
        ? block.Phases.Contains("output")
        : kinds.Find(block.Kind) is { } kind && (kind.DefaultPhases ?? kind.Phases).Contains(Verdicts.PolicyPhase.Output);

    /// <summary>Where the policy says that it may act so, or the block itself where its kind always may; <see langword="null"/>: it never does.</summary>
    /// <param name="block">The policy.</param>
    /// <param name="action">The action.</param>
    /// <param name="kinds">The kinds.</param>
    public static (SourceSpan Span, string Path)? Place(PolicyBlock block, string action, KindSchemas kinds)
    {
        if (block.Node.Find("action") is { Value: ScalarNode scalar } && scalar.Text == action)
        {
            return (scalar.Span, DocumentPath.Key(block.Path, "action"));
        }

        foreach (var entry in block.Node.Map("entities")?.Entries ?? [])
        {
            if (entry.Value is ScalarNode value && value.Text == action)
            {
                return (value.Span, DocumentPath.Key(DocumentPath.Key(block.Path, "entities"), entry.Key));
            }
        }

        return block.Action is null && kinds.Find(block.Kind)?.NaturalAction == action ? (block.Span, block.Path) : null;
    }

    /// <summary>Why nothing of an answer leaves before its end; <see langword="null"/>: it may.</summary>
    /// <param name="block">A policy in force.</param>
    /// <param name="kinds">The kinds.</param>
    public static (SourceSpan Span, string Path, string Why)? Buffers(PolicyBlock block, KindSchemas kinds)
    {
        if (!ReadsOutput(block, kinds))
        {
            return null;
        }

        if (block.Buffered)
        {
            return (block.Node.Find("streaming")!.Value.Span, DocumentPath.Key(block.Path, "streaming"), "is buffered");
        }

        // A kind that a program adds may be of either sort; only its own program knows.
        if ((FindsSpans(block) || TextKinds.Contains(block.Kind)) && Place(block, "escalate", kinds) is var (span, path))
        {
            return (span, path, "may ask a human about an answer");
        }

        return TextKinds.Contains(block.Kind) && (block.Action != "warn" || block.OnError == "block")
            ? (block.Span, block.Path, "judges whole answers")
            : null;
    }
}
