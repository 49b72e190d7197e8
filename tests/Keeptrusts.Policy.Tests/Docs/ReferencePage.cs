using System.Text;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Tests.Docs;

/// <summary>Writes docs/policy-config.md from the shapes by which documents are checked.</summary>
internal sealed class ReferencePage
{
    private const string Introduction =
        """
        # The policy document

        Every field of `policy-config.yaml`, written from the shapes by which documents are checked: what is not here is an error, and names the nearest
        field that is. `kt policy schema` prints the same as a JSON Schema for editors (draft-07); [policy-config.schema.json](policy-config.schema.json) is
        a copy. A first line `# yaml-language-server: $schema=./policy-config.schema.json` makes an editor complete and check while you type.

        A whole document: [examples/policy-config.yaml](examples/policy-config.yaml). How to test one: [policy-tests.md](policy-tests.md).

        Types are those of YAML 1.2: `true` and `false` are flags, `yes` and `on` are text. Keys that begin with `x-` at the top level are left alone. The schema
        says what a part may look like; what one part says about another (a chain entry without a block, a target that needs an address, two caps in
        the wrong order) only `kt` says. Kinds that a program adds are in the schema that this program writes.

        """;

    private readonly StringBuilder _page = new();

    public static string Write()
    {
        var page = new ReferencePage();
        page.Line(Introduction);
        page.Line("## The document\n");
        page.Table(DocumentShape.Root.Fields);
        foreach (var field in DocumentShape.Root.Fields.Where(f => !f.Later))
        {
            page.Nested(field.Name, field.Shape, "##");
        }

        page.Line("## Policy blocks\n");
        page.Line("A block with the name of a kind is of that kind; any other says its `kind`. A kind without required fields may stand in the chain without a block.\n");
        page.Line("Fields that every block may have, as far as its kind allows:\n");
        var kinds = KindSet.BuiltIn.Schemas.Available;
        page.Table(kinds.SelectMany(k => BlockFields.For(k)).DistinctBy(f => f.Name).Select(f => f.Name is "action" or "phases" ? f with { Shape = new TextShape(TextForm.Blank) } : f));
        page.Line("### `when` and `except`\n");
        page.Line("A selector, or a list of which one must match. Fields of one selector must all match, each by any of its globs; `*` is any run of characters, and case does not count.\n");
        page.Table(BlockFields.Except.Fields);
        foreach (var kind in kinds)
        {
            page.Kind(kind);
        }

        return page._page.ToString();
    }

    private void Kind(KindSchema kind)
    {
        Line($"## {kind.Name}\n");
        Line(kind.Description + "\n");
        Line($"- Phases: {string.Join(", ", kind.Phases.Select(p => $"`{BlockFields.Name(p)}`"))}");
        if (kind.Actions.Count > 0)
        {
            Line($"- `action`, required{(kind.Fields.Any(f => f.Shape is ListOrNamedShape) ? " unless a field maps findings to actions" : "")}: {string.Join(", ", kind.Actions.Select(a => $"`{a}`"))}");
        }

        if (kind.AnyOf.Count > 0)
        {
            Line($"- At least one of {string.Join(", ", kind.AnyOf.Select(f => $"`{f}`"))}");
        }

        Line("");
        if (kind.Fields.Any(f => !f.Later))
        {
            Table(kind.Fields);
            foreach (var field in kind.Fields.Where(f => !f.Later))
            {
                Nested(field.Name, field.Shape, "###");
            }
        }
    }

    private void Nested(string path, Shape shape, string level)
    {
        foreach (var (at, inner) in Objects(path, shape))
        {
            Line($"{level} `{at}`\n");
            Table(inner.Fields);
            foreach (var field in inner.Fields.Where(f => !f.Later))
            {
                Nested($"{at}.{field.Name}", field.Shape, "###");
            }
        }
    }

    private static IEnumerable<(string Path, ObjectShape Shape)> Objects(string path, Shape shape) => shape switch
    {
        ObjectShape wanted => [(path, wanted)],
        ListShape list => Objects(path + "[]", list.Item),
        NamedShape named => Objects(path + ".NAME", named.Value),
        OneOrManyShape many => Objects(path, many.Item),
        ListOrNamedShape either => [.. Objects(path, either.List), .. Objects(path, either.Named)],
        ChoiceOrObjectShape either => [(path, either.Object)],
        EitherShape either => [.. Objects($"{path} with {either.Key}", either.With), .. Objects(path, either.Without)],
        UnionShape union => new[] { union.List, union.Map }.OfType<Shape>().SelectMany(s => Objects(path, s)),
        _ => [],
    };

    private static string Type(Shape shape) => shape switch
    {
        ObjectShape => "mapping",
        ListShape list => "list: " + Type(list.Item),
        NamedShape named => "mapping of names: " + Type(named.Value),
        OneOrManyShape many => Type(many.Item) + ", or a list of them",
        ListOrNamedShape either => Type(either.List) + "; or " + Type(either.Named),
        ChoiceOrObjectShape either => Type(either.Choice) + "; or mapping",
        EitherShape either => $"mapping, with `{either.Key}` or without",
        AnyShape => "see below",
        _ => shape.Wanted,
    };

    private void Table(IEnumerable<Field> fields)
    {
        Line("| field | type | default | meaning |");
        Line("|---|---|---|---|");
        foreach (var field in fields.Where(f => !f.Later))
        {
            var fallback = field.Required ? "required" : field.Default is { } value ? $"`{value}`" : "";
            Line($"| `{field.Name}` | {Cell(Type(field.Shape))} | {fallback} | {Cell(field.Description)} |");
        }

        Line("");
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private void Line(string text) => _page.Append(text).Append('\n');
}
