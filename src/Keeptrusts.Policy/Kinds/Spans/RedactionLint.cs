using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.PiiDetector;

namespace Keeptrusts.Policy.Kinds.Spans;

/// <summary>Checks a block's <c>redaction</c>: what belongs to one form stands with that form only.</summary>
internal static class RedactionLint
{
    private static readonly (string Field, string Format)[] Belonging = [("preserve_length", "mask"), ("hash_key_ref", "hash"), ("restore_in", "token")];

    /// <param name="block">The block.</param>
    /// <param name="types">What the policy may find.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static void Check(PolicyBlock block, IReadOnlyCollection<string> types, DiagnosticBag diagnostics)
    {
        if (block.Node.Find("redaction") is not { Value: MapNode node } entry)
        {
            return;
        }

        var path = DocumentPath.Key(block.Path, "redaction");
        var format = node.Text("marker_format") ?? "label";
        foreach (var (field, owner) in Belonging)
        {
            if (format != owner && node.Find(field) is { } stray)
            {
                diagnostics.Error(
                    RuleCodes.WrongValue,
                    DocumentPath.Key(path, field),
                    stray.KeySpan,
                    $"`{field}` means nothing with `marker_format: {format}`",
                    $"remove it, or write `marker_format: {owner}`");
            }
        }

        CheckKey(node, format, path, entry.KeySpan, diagnostics);
        foreach (var marker in node.Map("custom_markers")?.Entries ?? [])
        {
            if (!types.Contains(marker.Key))
            {
                var near = PiiDetectorOptions.Nameable.Contains(marker.Key) ? null : Nearest.Of(marker.Key, types); // not misspelt, only not looked for
                diagnostics.Error(
                    RuleCodes.WrongValue,
                    DocumentPath.Key(DocumentPath.Key(path, "custom_markers"), marker.Key),
                    marker.KeySpan,
                    $"this policy finds no `{marker.Key}`" + (near is null ? "" : $"; did you mean `{near}`?"),
                    near is null ? "remove it" : $"write `{near}`");
            }
        }
    }

    private static void CheckKey(MapNode node, string format, string path, SourceSpan owner, DiagnosticBag diagnostics)
    {
        var at = DocumentPath.Key(path, "hash_key_ref");
        if (format == "hash" && !node.Has("hash_key_ref"))
        {
            diagnostics.Error(RuleCodes.MissingField, at, owner, $"`{path}` needs `hash_key_ref`, since a hash without a key can be reversed by trying", "add `hash_key_ref: { env: NAME }`");
        }
        else if (node.Find("hash_key_ref") is { Value: MapNode key } entry && key.Has("env") == key.Has("store") && key.Entries.All(e => e.Key is "env" or "store"))
        {
            diagnostics.Error(RuleCodes.WrongValue, at, entry.KeySpan, "`hash_key_ref` names exactly one of `env` and `store`", "write `hash_key_ref: { env: NAME }`");
        }
    }
}
