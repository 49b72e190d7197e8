namespace Keeptrusts.Policy.Schema;

/// <summary>The kinds that documents may name.</summary>
/// <param name="Available">Kinds that work.</param>
/// <param name="Later">Names of the design's kinds that this version refuses.</param>
internal sealed record KindSchemas(IReadOnlyList<KindSchema> Available, IReadOnlyList<string> Later)
{
    /// <summary>Names of kinds that this program adds to the built-in ones.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>Kinds that the document declares and for which this program has no class: its blocks can be checked, and not run.</summary>
    public IReadOnlyList<DeclaredKind> Declared { get; init; } = [];

    public IEnumerable<string> Names => Available.Select(k => k.Name).Concat(Declared.Select(k => k.Schema.Name));

    public KindSchema? Find(string? name) =>
        Available.FirstOrDefault(k => k.Name == name) ?? Declared.FirstOrDefault(k => k.Schema.Name == name)?.Schema;

    public bool IsLater(string name) => Later.Contains(name);
}
