using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>The blocks that chain entries without block probably mean: of those that no entry names, the nearest.</summary>
internal sealed class MeantBlocks
{
    /// <summary>Most comparisons. Nobody misspells more, and thousands of names against thousands would keep a host busy for minutes.</summary>
    private const int MostComparisons = 10_000;

    private readonly IReadOnlyList<string> _free = [];
    private readonly IReadOnlyList<string> _homeless = [];

    public MeantBlocks(PolicyDocument document)
    {
        var named = new HashSet<string>(document.Chain.Select(entry => entry.Name), StringComparer.Ordinal);
        var free = document.Blocks.Select(block => block.Name).Where(name => !named.Contains(name)).ToList();
        var homeless = document.Chain.Where(entry => document.Block(entry.Name) is null).Select(entry => entry.Name).ToList();
        if ((long)free.Count * homeless.Count <= MostComparisons)
        {
            (_free, _homeless) = (free, homeless);
        }
    }

    /// <returns>A block's name; <see langword="null"/> where none is near.</returns>
    public string? By(string name) => Nearest.Of(name, _free);

    /// <returns>The block that a name means beyond doubt, and no other entry's name does.</returns>
    public string? CertainBy(string name) =>
        Nearest.Certain(name, _free) is { } block && _homeless.Count(other => Nearest.Of(other, _free) == block) == 1 ? block : null;
}
