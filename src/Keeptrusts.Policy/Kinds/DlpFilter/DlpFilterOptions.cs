using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Spans;

namespace Keeptrusts.Policy.Kinds.DlpFilter;

/// <summary>What a <c>dlp-filter</c> block asks for.</summary>
/// <param name="Terms">Blocked terms.</param>
/// <param name="Distance">How many edits away a term is still found; 0: none.</param>
/// <param name="Patterns">Patterns of its own.</param>
/// <param name="Level">Lowest level whose markings are found; <see langword="null"/>: none are.</param>
internal sealed record DlpFilterOptions(IReadOnlyList<string> Terms, int Distance, IReadOnlyList<OwnPattern> Patterns, string? Level)
{
    /// <summary>Type of findings of blocked terms.</summary>
    public const string Term = "BLOCKED_TERM";

    /// <summary>Type of findings of classification markings.</summary>
    public const string Marking = "CLASSIFICATION_MARKING";

    /// <summary>Levels in rising order.</summary>
    public static string[] Levels { get; } = ["public", "internal", "confidential", "restricted"];

    public static DlpFilterOptions Read(PolicyBlock block)
    {
        var fuzzy = block.Node.Map("fuzzy_matching");
        var on = fuzzy is null ? block.Node.Flag("fuzzy_matching") ?? false : fuzzy.Flag("enabled") ?? true;
        return new DlpFilterOptions(
            block.Node.Texts("blocked_terms"),
            on ? fuzzy?.Whole("max_distance") ?? block.Node.Whole("max_distance") ?? 1 : 0,
            OwnPattern.Read(block),
            block.Node.Text("sensitivity_level"));
    }
}
