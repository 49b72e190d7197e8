using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Parsing;

/// <summary>Text → document. What it returns may be incomplete where the bag holds errors; every check copes with that, so that all problems show at once.</summary>
internal static class DocumentReader
{
    /// <summary>Reads and checks the structure.</summary>
    /// <param name="source">The document's text.</param>
    /// <param name="kinds">The kinds of this program.</param>
    /// <param name="files">Reads files that the document names; <see langword="null"/>: none can be read.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    /// <returns>The document, or <see langword="null"/> where the text is not YAML or not a mapping; and the kinds, those included that it declares.</returns>
    public static (PolicyDocument? Document, KindSchemas Kinds) Read(SourceText source, KindSchemas kinds, Func<string, string?>? files, DiagnosticBag diagnostics)
    {
        // 1. Characters → tree.
        var tree = YamlTreeReader.Read(source, diagnostics);
        if (diagnostics.HasErrors && tree is null)
        {
            return (null, kinds);
        }

        var start = source.Span(0, 1);
        if (tree is null or ScalarNode { Kind: ScalarKind.Null })
        {
            diagnostics.Error(RuleCodes.MissingField, "pack", start, "the document is empty", "start with `pack: { name: …, version: …, enabled: true }`");
            return (null, kinds);
        }

        if (tree is not MapNode root)
        {
            diagnostics.Error(RuleCodes.WrongValue, "", tree.Span, "the document must be a mapping (`key: value`)");
            return (null, kinds);
        }

        // 2. A newer form would only produce misleading errors.
        if (root.Whole("schema") is { } schema && schema > DocumentShape.NewestSchema)
        {
            diagnostics.Error(
                RuleCodes.NewerSchema,
                "schema",
                root.Find("schema")!.Value.Span,
                $"the document is written for schema {schema}; this version reads up to {DocumentShape.NewestSchema}",
                "update Keeptrusts");
            return (null, kinds);
        }

        // 3. Former names count as the present ones.
        root = RenamedFields.Read(root, diagnostics);

        // 4. Structure, section by section.
        var old = ListDialect.Report(root, diagnostics);
        var current = old.Count == 0 ? root : new MapNode(root.Span, [.. root.Entries.Where(e => !old.Contains(e.Key))]);
        var validator = new ShapeValidator(diagnostics);
        var shape = new ObjectShape([.. DocumentShape.Root.Fields.Select(f => old.Contains(f.Name) ? f with { Required = false } : f)], Extensible: true);
        validator.Check(shape, current, "", current.Entries.Count > 0 ? current.Entries[0].KeySpan : start);
        var known = new KindSection(kinds, files, diagnostics).Read(current);
        if (current.Map("policy") is { } blocks)
        {
            new PolicySection(known, current.Map("policies")?.List("chain"), validator, diagnostics).Check(blocks);
        }

        // 5. Tree → document.
        var document = DocumentBinder.Bind(current, known);

        // Blocks in the older style are there, and cannot be read: nothing is said about their absence.
        return (old.Contains("policy") ? document with { Chain = [] } : document, known);
    }
}
