using System.Globalization;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Documents;

/// <summary>A mapping. Its readers give <see langword="null"/> for what is absent or ill-typed: the validator has told the author already.</summary>
internal sealed class MapNode(SourceSpan span, IReadOnlyList<MapEntry> entries) : DocumentNode(span)
{
    /// <summary>From this many entries on they are looked up by an index: a hostile document has 100,000, and asks for each.</summary>
    private const int Many = 16;

    private readonly Dictionary<string, MapEntry>? _index = entries.Count < Many ? null : Index(entries);

    public static MapNode Empty { get; } = new(default, []);

    public IReadOnlyList<MapEntry> Entries { get; } = entries;

    public MapEntry? Find(string key)
    {
        if (_index is not null)
        {
            return _index.TryGetValue(key, out var found) ? found : null;
        }

        foreach (var entry in Entries)
        {
            if (entry.Key == key)
            {
                return entry;
            }
        }

        return null;
    }

    public bool Has(string key) => Find(key) is not null;

    public MapNode? Map(string key) => Find(key)?.Value as MapNode;

    public ListNode? List(string key) => Find(key)?.Value as ListNode;

    public string? Text(string key) => Find(key)?.Value is ScalarNode { Kind: ScalarKind.String } scalar ? scalar.Text : null;

    public bool? Flag(string key) => Find(key)?.Value is ScalarNode { Kind: ScalarKind.Boolean } scalar ? scalar.Text[0] is 't' or 'T' : null;

    public int? Whole(string key) =>
        Find(key)?.Value is ScalarNode { Kind: ScalarKind.Integer } scalar
        && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public decimal? Number(string key) =>
        Find(key)?.Value is ScalarNode { Kind: ScalarKind.Integer or ScalarKind.Number } scalar
        && decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A number as the author wrote it.</summary>
    public string Raw(string key) => (Find(key)?.Value as ScalarNode)?.Text ?? "";

    /// <summary>The strings of a list; empty where there is none.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        var texts = new List<string>();
        foreach (var item in List(key)?.Items ?? [])
        {
            if (item is ScalarNode { Kind: ScalarKind.String } scalar)
            {
                texts.Add(scalar.Text);
            }
        }

        return texts;
    }

    // Of doubled keys, which are an error, the first counts, as without the index.
    private static Dictionary<string, MapEntry> Index(IReadOnlyList<MapEntry> entries)
    {
        var index = new Dictionary<string, MapEntry>(entries.Count, StringComparer.Ordinal);
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            index[entries[i].Key] = entries[i];
        }

        return index;
    }
}
