using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Parsing;

/// <summary>Checks a tree against its shape: one mistake, one diagnostic, at the key or value that is wrong.</summary>
internal sealed class ShapeValidator(DiagnosticBag diagnostics)
{
    public const string MergeKey = "<<";

    /// <param name="shape">What is wanted.</param>
    /// <param name="node">What is there.</param>
    /// <param name="path">Its place in the structure.</param>
    /// <param name="owner">Place of the key that holds it, where missing fields are reported.</param>
    public void Check(Shape shape, DocumentNode node, string path, SourceSpan owner)
    {
        switch (shape, node)
        {
            case (AnyShape, _):
                break;
            case (ObjectShape wanted, MapNode map):
                CheckObject(wanted, map, path, owner);
                break;
            case (NamedShape wanted, MapNode map):
                CheckNamed(wanted, map, path);
                break;
            case (ListShape wanted, ListNode list):
                CheckList(wanted, list, path, owner);
                break;
            case (OneOrManyShape wanted, ListNode list):
                CheckList(new ListShape(wanted.Item, 1), list, path, owner);
                break;
            case (OneOrManyShape wanted, _):
                Check(wanted.Item, node, path, owner);
                break;
            case (EitherShape wanted, MapNode map):
                Check(map.Has(wanted.Key) ? wanted.With : wanted.Without, node, path, owner);
                break;
            case (UnionShape { Null: true }, ScalarNode { Kind: ScalarKind.Null }):
                break;
            case (UnionShape wanted, _) when Chosen(wanted, node) is { } chosen:
                Check(chosen, node, path, owner);
                break;
            case (ListOrNamedShape wanted, MapNode):
                Check(wanted.Named, node, path, owner);
                break;
            case (ListOrNamedShape wanted, ListNode):
                Check(wanted.List, node, path, owner);
                break;
            case (ChoiceOrObjectShape wanted, MapNode):
                Check(wanted.Object, node, path, owner);
                break;
            case (ChoiceOrObjectShape wanted, ScalarNode { Kind: not ScalarKind.Null }):
                Check(wanted.Choice, node, path, owner);
                break;
            case (_, ScalarNode { Kind: not ScalarKind.Null } scalar) when ScalarCheck.Applies(shape):
                if (ScalarCheck.Judge(shape, scalar) is var (what, help))
                {
                    diagnostics.Add(new Diagnostic(RuleCodes.WrongValue, DiagnosticSeverity.Error, path, scalar.Span, $"`{Last(path)}` {what}", help) { Fix = ScalarFix.Of(shape, scalar) });
                }

                break;
            default:
                WrongType(shape, node, path, owner);
                break;
        }
    }

    private static Shape? Chosen(UnionShape shape, DocumentNode node) => node switch
    {
        MapNode => shape.Map,
        ListNode => shape.List,
        ScalarNode { Kind: not ScalarKind.Null } => shape.Scalar,
        _ => null,
    };

    private void CheckObject(ObjectShape shape, MapNode map, string path, SourceSpan owner)
    {
        // What a merge key would bring is unknown: it is the one mistake here.
        if (map.Find(MergeKey) is { } merge)
        {
            Merged(merge, path);
            return;
        }

        foreach (var entry in map.Entries)
        {
            var field = shape.Find(entry.Key);
            var at = DocumentPath.Key(path, entry.Key);
            if (field is { Later: true })
            {
                diagnostics.Error(RuleCodes.UnknownKey, at, entry.KeySpan, $"`{entry.Key}` is not available in this version", "remove it");
            }
            else if (field is not null)
            {
                Check(field.Shape, entry.Value, at, entry.KeySpan);
            }
            else if (!shape.IsOpen && (!shape.Extensible || !entry.Key.StartsWith("x-", StringComparison.Ordinal)))
            {
                UnknownKey(shape, map, entry, at);
            }
        }

        foreach (var field in shape.Fields)
        {
            if (field.Required && !map.Has(field.Name) && !HasMisspelling(shape, map, field.Name))
            {
                Missing(field.Name, path, owner, field.Shape);
            }
        }
    }

    public void Missing(string field, string path, SourceSpan owner, Shape shape)
    {
        var holder = path.Length == 0 ? "the document" : $"`{path}`";
        diagnostics.Error(RuleCodes.MissingField, DocumentPath.Key(path, field), owner, $"{holder} needs `{field}`", $"add `{field}`: {shape.Wanted}");
    }

    private void UnknownKey(ObjectShape shape, MapNode map, MapEntry entry, string at)
    {
        var near = Nearest.Of(entry.Key, Candidates(shape, map));
        var names = string.Join(", ", shape.Fields.Where(f => !f.Later).Select(f => f.Name));
        diagnostics.Add(new Diagnostic(
            RuleCodes.UnknownKey,
            DiagnosticSeverity.Error,
            at,
            entry.KeySpan,
            near is null ? $"unknown key `{entry.Key}`" : $"unknown key `{entry.Key}`; did you mean `{near}`?",
            near is null ? $"known here: {names}" : $"write `{near}`")
        {
            // Two slips that mean one key are not both it, and nobody knows which is.
            Fix = near is not null && near == Nearest.Certain(entry.Key, Candidates(shape, map)) && IsOnlySlip(shape, map, entry, near) ? Rename.Of(entry.KeySpan, entry.Key, near) : null,
        });
    }

    /// <summary>Reports a merge key.</summary>
    public void Merged(MapEntry merge, string path) =>
        diagnostics.Error(RuleCodes.UnknownKey, DocumentPath.Key(path, merge.Key), merge.KeySpan, "the merge key `<<` is not supported", "write the fields out");

    private static bool IsOnlySlip(ObjectShape shape, MapNode map, MapEntry entry, string meant) =>
        map.Entries.All(e => e == entry || shape.Find(e.Key) is not null || Nearest.Of(e.Key, [meant]) is null);

    private static IEnumerable<string> Candidates(ObjectShape shape, MapNode map) =>
        shape.Fields.Where(f => !f.Later && !map.Has(f.Name)).Select(f => f.Name);

    // `actoin: block` is one mistake: the unknown key has been reported, the missing one is the same.
    private static bool HasMisspelling(ObjectShape shape, MapNode map, string field) =>
        map.Entries.Any(e => shape.Find(e.Key) is null && Nearest.Of(e.Key, Candidates(shape, map)) == field);

    private void CheckNamed(NamedShape shape, MapNode map, string path)
    {
        foreach (var entry in map.Entries)
        {
            var at = DocumentPath.Key(path, entry.Key);
            var key = new ScalarNode(entry.KeySpan, entry.Key, ScalarKind.String);
            var judged = shape.Keys is null ? ScalarCheck.Judge(new TextShape(shape.KeyForm), key) : ScalarCheck.Judge(shape.Keys, key);
            if (judged is var (what, help))
            {
                diagnostics.Add(new Diagnostic(RuleCodes.WrongValue, DiagnosticSeverity.Error, at, entry.KeySpan, $"a key of `{Last(path)}` {what}", help)
                {
                    Fix = shape.Keys is ChoiceShape keys && Nearest.Certain(entry.Key, keys.Values.Where(k => !map.Has(k))) is { } right ? Rename.Of(entry.KeySpan, entry.Key, right) : null,
                });
            }

            Check(shape.Value, entry.Value, at, entry.KeySpan);
        }
    }

    private void CheckList(ListShape shape, ListNode list, string path, SourceSpan owner)
    {
        if (list.Items.Count < shape.Minimum)
        {
            diagnostics.Error(RuleCodes.WrongValue, path, list.Span.Line == 0 ? owner : list.Span, $"`{Last(path)}` must not be empty", "name at least one, or remove the key");
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            var place = item is MapNode { Entries.Count: > 0 } map ? map.Entries[0].KeySpan : item.Span;
            Check(shape.Item, item, DocumentPath.Index(path, i), place);
        }
    }

    private void WrongType(Shape shape, DocumentNode node, string path, SourceSpan owner)
    {
        var given = node switch
        {
            MapNode => "a mapping",
            ListNode => "a list",
            ScalarNode { Kind: ScalarKind.Null } => "nothing",
            ScalarNode { Kind: ScalarKind.String } => "text",
            ScalarNode { Kind: ScalarKind.Boolean } => "`true` or `false`",
            _ => "a number",
        };
        var place = node is ScalarNode { Kind: ScalarKind.Null } ? owner : node.Span;
        diagnostics.Error(RuleCodes.WrongValue, path, place, $"`{Last(path)}` must be {shape.Wanted}, not {given}", shape is ObjectShape { Example: { } example } ? $"write `{example}`" : null);
    }

    /// <summary>The last name of a path: <c>pricing["gpt-4.1"]</c> → <c>gpt-4.1</c>.</summary>
    private static string Last(string path)
    {
        const string open = "[\"";
        const string close = "\"]";
        if (path.EndsWith(close, StringComparison.Ordinal))
        {
            var start = path.LastIndexOf(open, StringComparison.Ordinal) + open.Length;
            return path.Substring(start, path.Length - start - close.Length);
        }

        return path.Length == 0 ? "the document" : path.Substring(path.LastIndexOf('.') + 1);
    }
}
