namespace Keeptrusts.Policy.Documents;

/// <summary>One selector of <c>when</c> or <c>except</c>, as written. An empty list means that the field is absent.</summary>
internal sealed record SelectorBlock
{
    public required MapNode Node { get; init; }

    public required string Path { get; init; }

    public IReadOnlyList<string> Teams { get; init; } = [];

    public IReadOnlyList<string> Keys { get; init; } = [];

    public IReadOnlyList<string> Users { get; init; } = [];

    public IReadOnlyList<string> Models { get; init; } = [];

    public IReadOnlyList<string> Providers { get; init; } = [];

    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Last day of an exception.</summary>
    public DateTime? Until { get; init; }

    public bool IsEmpty => Teams.Count + Keys.Count + Users.Count + Models.Count + Providers.Count + Environments.Count == 0;
}
