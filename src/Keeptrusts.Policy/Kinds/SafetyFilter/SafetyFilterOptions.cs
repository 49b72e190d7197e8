using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds.SafetyFilter;

/// <summary>What a <c>safety-filter</c> block asks for.</summary>
/// <param name="Shipped">Shipped lists by name.</param>
/// <param name="Inline">Lists of its own.</param>
/// <param name="Terms">Terms of no list (<c>block_if</c>).</param>
internal sealed record SafetyFilterOptions(
    IReadOnlyList<string> Shipped,
    IReadOnlyList<(string Name, IReadOnlyList<string> Terms)> Inline,
    IReadOnlyList<string> Terms)
{
    /// <summary>Type of findings of <c>block_if</c>.</summary>
    public const string Term = "SAFETY_TERM";

    /// <summary>Types of everything that the policy may find: the names of its lists in capitals.</summary>
    public IReadOnlyCollection<string> Types => [.. Shipped.Concat(Inline.Select(l => l.Name)).Select(TypeOf), Term];

    public static SafetyFilterOptions Read(PolicyBlock block)
    {
        var inline = new List<(string, IReadOnlyList<string>)>();
        foreach (var item in block.Node.List("lists")?.Items ?? [])
        {
            if (item is MapNode node && node.Text("name") is { } name)
            {
                inline.Add((name, node.Texts("terms")));
            }
        }

        return new SafetyFilterOptions([.. block.Node.Texts("lists").Distinct(StringComparer.Ordinal)], inline, block.Node.Texts("block_if"));
    }

    /// <summary>The type of a list's findings: <c>self_harm</c> → <c>SELF_HARM</c>.</summary>
    public static string TypeOf(string list) => list.ToUpperInvariant().Replace('-', '_').Replace(' ', '_');
}
