using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting.Conflicts.Claims;

/// <summary>Writes a part of the document so that equal parts give equal texts, whatever their layout and the order of keys.</summary>
internal static class NodeText
{
    private static readonly string[] Common = ["kind", "when", "except", "phases", "action", "mode", "streaming", "on_error", "message", "enabled"];

    /// <summary>A block's own settings, without the fields that every block may have.</summary>
    public static string OfSettings(MapNode block) => Of(block, Common);

    public static string Of(DocumentNode? node, params string[] without) => node switch
    {
        MapNode map => "{" + string.Join(",", map.Entries.Where(e => !without.Contains(e.Key)).OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key.Length}:{e.Key}={Of(e.Value)}")) + "}",
        ListNode list => "[" + string.Join(",", list.Items.Select(i => Of(i))) + "]",
        ScalarNode scalar => $"{scalar.Kind}{scalar.Text.Length}:{scalar.Text}",
        _ => "",
    };
}
