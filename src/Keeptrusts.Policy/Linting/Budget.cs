using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>One budget of a <c>cost-cap</c>, as written.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Node">The budget.</param>
/// <param name="Path">Its place in the structure.</param>
internal sealed record Budget(PolicyBlock Policy, MapNode Node, string Path)
{
    private static readonly string[] Windows = ["hour", "day", "week", "month", "total"];

    public string Scope { get; } = Node.Text("scope") ?? "";

    public string? Id { get; } = Node.Text("scope") == "org" ? null : Node.Text("id");

    /// <summary>Place of the window among all, from short to long; -1 where it is none.</summary>
    public int Window { get; } = Array.IndexOf(Windows, Node.Text("window") ?? "");

    /// <summary>Over which time, in words.</summary>
    public string Period => Node.Text("window") is { } window && window != "total" ? "per " + window : "in total";

    public decimal? Hard { get; } = Node.Number("hard_cap_usd") is > 0m and var hard ? hard : null;

    public decimal? Soft { get; } = Node.Number("soft_cap_usd") is > 0m and var soft ? soft : null;

    /// <summary>Whose budget it is, in words.</summary>
    public string Owner => Id is { } id ? $"{Scope} `{id}`" : Scope == "org" ? "the organisation" : "each " + Scope;

    /// <summary>All budgets of the policies in force, in the chain's order.</summary>
    public static IReadOnlyList<Budget> All(PolicyDocument document, string? environment) =>
    [
        .. InForce.Of(document, environment).Where(b => b.Kind == "cost-cap").SelectMany(block =>
            (block.Node.List("budgets")?.Items ?? []).Select((item, i) => (Node: item as MapNode, Index: i)).Where(b => b.Node is not null)
                .Select(b => new Budget(block, b.Node!, DocumentPath.Index(DocumentPath.Key(block.Path, "budgets"), b.Index)))),
    ];
}
