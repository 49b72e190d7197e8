namespace Keeptrusts.Policy.Detectors;

/// <summary>What the documentation says of an entity; its page is generated from this, and its examples are tests.</summary>
internal sealed record EntityInfo
{
    /// <summary>What it is, such as <c>Spanish tax number (NIF)</c>.</summary>
    public required string Title { get; init; }

    public EntityGroup Group { get; init; } = EntityGroup.Personal;

    /// <summary>What it looks like, in one or two sentences.</summary>
    public required string Format { get; init; }

    /// <summary>How a value is checked: the check digit's method and its source, or that there is none.</summary>
    public required string Check { get; init; }

    /// <summary>Countries that issue it, as ISO 3166 alpha-2 codes in lower case; empty: no particular one.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Sentences in which one value, written between « and », is found and nothing else. The values are invented.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>Texts in which nothing is found, though they look like it.</summary>
    public IReadOnlyList<string> NotFound { get; init; } = [];

    /// <summary>What is missed or found wrongly, and why.</summary>
    public string Limits { get; init; } = "";
}
