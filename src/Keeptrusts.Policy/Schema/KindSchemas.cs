namespace Keeptrusts.Policy.Schema;

/// <summary>The kinds that documents may name.</summary>
/// <param name="Available">Kinds that work.</param>
/// <param name="Later">Names of the design's kinds that this version refuses.</param>
internal sealed record KindSchemas(IReadOnlyList<KindSchema> Available, IReadOnlyList<string> Later)
{
    public IEnumerable<string> Names => Available.Select(k => k.Name);

    public KindSchema? Find(string? name) => Available.FirstOrDefault(k => k.Name == name);

    public bool IsLater(string name) => Later.Contains(name);
}
