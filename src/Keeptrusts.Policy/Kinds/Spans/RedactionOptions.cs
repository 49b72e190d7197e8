using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds.Spans;

/// <summary>What a block says under <c>redaction</c>.</summary>
internal sealed partial record RedactionOptions
{
    /// <summary>Name of the marker's form.</summary>
    public string Format { get; init; } = "label";

    /// <summary>Markers that take the form's place.</summary>
    public IReadOnlyDictionary<string, string> Markers { get; init; } = new Dictionary<string, string>();

    public bool PreserveLength { get; init; }

    /// <summary>Where the key of hashes is (<c>env</c> or <c>store</c>), and its name.</summary>
    public (string Source, string Name)? HashKey { get; init; }

    public bool RestoresInContent { get; init; } = true;

    public bool RestoresInTools { get; init; }

    public static RedactionOptions Read(PolicyBlock block)
    {
        if (block.Node.Map("redaction") is not { } node)
        {
            return new RedactionOptions();
        }

        var key = node.Map("hash_key_ref");
        var restored = node.Texts("restore_in");
        return new RedactionOptions
        {
            Format = node.Text("marker_format") ?? "label",
            Markers = ReadMarkers(node.Map("custom_markers")),
            PreserveLength = node.Flag("preserve_length") ?? false,
            HashKey = key?.Text("env") is { } variable ? ("env", variable) : key?.Text("store") is { } name ? ("store", name) : null,
            RestoresInContent = restored.Count == 0 || restored.Contains("content"),
            RestoresInTools = restored.Contains("tools"),
        };
    }

    private static Dictionary<string, string> ReadMarkers(MapNode? node)
    {
        var markers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in node?.Entries ?? [])
        {
            markers[entry.Key] = node!.Text(entry.Key) ?? "";
        }

        return markers;
    }
}
