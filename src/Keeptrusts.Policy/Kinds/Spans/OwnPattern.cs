using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds.Spans;

/// <summary>An entry of <c>detect_patterns</c>.</summary>
/// <param name="Name">Type of its findings.</param>
/// <param name="Pattern">The regular expression.</param>
/// <param name="Raw">Whether it sees the text unfolded.</param>
/// <param name="Node">Its place in the document.</param>
internal sealed partial record OwnPattern(string Name, string Pattern, bool Raw, MapNode Node)
{
    public static IReadOnlyList<OwnPattern> Read(PolicyBlock block)
    {
        var patterns = new List<OwnPattern>();
        foreach (var item in block.Node.List("detect_patterns")?.Items ?? [])
        {
            if (item is MapNode node && node.Text("name") is { } name && node.Text("pattern") is { } pattern)
            {
                patterns.Add(new OwnPattern(name, pattern, node.Flag("raw") ?? false, node));
            }
        }

        return patterns;
    }
}
