using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Parsing;

/// <summary>A container whose end has not been read yet.</summary>
internal sealed class OpenContainer(bool isMap, bool isFlow, int start, string? anchor)
{
    public bool IsMap { get; } = isMap;

    public bool IsFlow { get; } = isFlow;

    public int Start { get; } = start;

    public string? Anchor { get; } = anchor;

    /// <summary>Offset after the last part read.</summary>
    public int End { get; set; } = start;

    /// <summary>Values inside, aliases expanded.</summary>
    public int Weight { get; set; } = 1;

    public List<DocumentNode> Items { get; } = [];

    public List<MapEntry> Entries { get; } = [];

    public Dictionary<string, MapEntry> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>The key that waits for its value, with its path.</summary>
    public (string Key, int Start, int End)? PendingKey { get; set; }

    /// <summary>Whether the value to come belongs to a key that was refused.</summary>
    public bool DropNext { get; set; }
}
