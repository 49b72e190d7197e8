using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Parsing;

/// <summary>Reads <c>kinds</c>: a kind that this program has is compared with its declaration, any other is known by it.</summary>
internal sealed class KindSection(KindSchemas kinds, Func<string, string?>? files, DiagnosticBag diagnostics)
{
    /// <summary>The kinds of the program and those that the document declares.</summary>
    public KindSchemas Read(MapNode root)
    {
        var declared = new List<DeclaredKind>();
        foreach (var entry in root.Map("kinds")?.Entries ?? [])
        {
            var path = DocumentPath.Key("kinds", entry.Key);
            if (entry.Value is not MapNode node)
            {
                continue;
            }

            if (kinds.IsLater(entry.Key) || (kinds.Find(entry.Key) is not null && !kinds.Added.Contains(entry.Key)))
            {
                diagnostics.Error(RuleCodes.WrongValue, path, entry.KeySpan, $"`{entry.Key}` is a built-in kind and cannot be declared", "give the kind another name");
            }
            else if (Declaration(entry, node, path) is var (schema, isRead))
            {
                if (kinds.Find(entry.Key) is { } own)
                {
                    Compare(own, schema, isRead, node, path);
                }
                else
                {
                    declared.Add(new DeclaredKind(schema, entry.KeySpan));
                }
            }
        }

        return kinds with { Declared = declared };
    }

    private (KindSchema Schema, bool IsRead) Declaration(MapEntry entry, MapNode node, string path)
    {
        var fields = node.Text("schema") is { } file && !string.IsNullOrWhiteSpace(file) ? Fields(file, entry, node, path) : null;
        return (new KindSchema
        {
            Name = entry.Key,
            Description = "A kind that the embedding program adds.",
            Phases = [.. node.Texts("phases").SelectMany(p => Enum.TryParse<PolicyPhase>(p, ignoreCase: true, out var phase) ? new[] { phase } : []).Distinct().OrderBy(p => p)],
            Actions = node.Texts("actions"),
            Fields = fields ?? [],
            IsOpen = fields is null,
        }, fields is not null);
    }

    private IReadOnlyList<Field>? Fields(string file, MapEntry entry, MapNode node, string path)
    {
        var (at, span) = (DocumentPath.Key(path, "schema"), node.Find("schema")!.Value.Span);
        if (Path.IsPathRooted(file) || file.Contains(':'))
        {
            diagnostics.Error(RuleCodes.WrongValue, at, span, "`schema` must be a path relative to this document", "write `./NAME.schema.json`");
            return null;
        }

        if (files is null)
        {
            if (!kinds.Added.Contains(entry.Key))
            {
                diagnostics.Warning(RuleCodes.Truncated, at, span, $"`{file}` cannot be read here, so fields of the kind `{entry.Key}` are not checked");
            }

            return null;
        }

        if (files(file) is not { } text)
        {
            diagnostics.Error(RuleCodes.WrongValue, at, span, $"there is no file `{file}`", "write it with the kind's `JsonSchema()`, beside this document");
            return null;
        }

        var (fields, trouble) = KindFragmentReader.Read(text);
        if (trouble is not null)
        {
            diagnostics.Error(RuleCodes.WrongValue, at, span, $"`{file}` is no schema of a kind: {trouble}", "write it with the kind's `JsonSchema()`");
        }

        return fields;
    }

    private void Compare(KindSchema own, KindSchema said, bool isRead, MapNode node, string path)
    {
        Differs("actions", [.. own.Actions], said.Actions, node, path);
        Differs("phases", [.. own.Phases.Select(BlockFields.Name)], [.. said.Phases.Select(BlockFields.Name)], node, path);
        if (isRead && KindFragment.Write(own, describe: false) != KindFragment.Write(said, describe: false))
        {
            diagnostics.Error(
                RuleCodes.WrongValue,
                DocumentPath.Key(path, "schema"),
                node.Find("schema")!.Value.Span,
                $"`{node.Text("schema")}` and the class of the kind `{own.Name}` differ",
                "write the file anew with the kind's `JsonSchema()`");
        }
    }

    private void Differs(string field, IReadOnlyList<string> own, IReadOnlyList<string> said, MapNode node, string path)
    {
        if (own.Count == said.Count && own.All(said.Contains))
        {
            return;
        }

        var span = node.Find(field)?.Value.Span ?? node.Span;
        diagnostics.Error(
            RuleCodes.WrongValue,
            DocumentPath.Key(path, field),
            span,
            $"`{field}` and the kind's class differ",
            own.Count == 0 ? $"remove `{field}`" : $"write `{field}: [{string.Join(", ", own)}]`");
    }
}
