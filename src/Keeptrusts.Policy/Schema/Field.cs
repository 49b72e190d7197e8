namespace Keeptrusts.Policy.Schema;

/// <summary>One key of a mapping.</summary>
/// <param name="Name">As written in the document.</param>
/// <param name="Shape">What it may hold.</param>
/// <param name="Description">What it means, for editors.</param>
internal sealed record Field(string Name, Shape Shape, string Description)
{
    /// <summary>Whether the mapping is incomplete without it.</summary>
    public bool Required { get; init; }

    /// <summary>What holds without it, as a document spells it; <see langword="null"/> where nothing does.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the design has it and this version refuses it.</summary>
    public bool Later { get; init; }

    /// <summary>A key that this version refuses with a clear word instead of ignoring it.</summary>
    public static Field NotYet(string name, string description) => new(name, new AnyShape(), description) { Later = true };
}
