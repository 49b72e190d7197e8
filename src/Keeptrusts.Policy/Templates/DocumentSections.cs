using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Parsing;
using Keeptrusts.Policy.Suites;

namespace Keeptrusts.Policy.Templates;

/// <summary>A document cut into its top-level sections, each with the comments that stand right above it.</summary>
internal sealed class DocumentSections
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SourceText _source;
    private readonly string[] _lines;
    private readonly bool _isFlow;

    private DocumentSections(SourceText source, MapNode root)
    {
        _source = source;
        _lines = source.Text.Split('\n');
        _isFlow = source.Text[Offset(root.Span.Line, root.Span.Column)] == '{';
        Root = root;
    }

    public MapNode Root { get; }

    /// <summary>Reads a document; <see langword="null"/> where it is no mapping.</summary>
    public static DocumentSections? Read(string text, DiagnosticBag diagnostics)
    {
        var source = new SourceText(text.TrimStart('\uFEFF').ReplaceLineEndings("\n"));
        if (YamlTreeReader.Read(source, diagnostics) is MapNode { Entries.Count: > 0 } root)
        {
            return diagnostics.HasErrors ? null : new DocumentSections(source, root);
        }

        if (!diagnostics.HasErrors)
        {
            diagnostics.Error(RuleCodes.WrongValue, "", source.Span(0, 1), "the document must be a mapping (`key: value`)");
        }

        return null;
    }

    /// <summary>What stands above the first section, such as a heading; empty where nothing does.</summary>
    public string Heading => _isFlow ? "" : Block(1, FirstLine(0) - 1).Replace("---\n", "", StringComparison.Ordinal);

    /// <summary>The comments right above a section.</summary>
    public string Comments(int index) => _isFlow ? "" : Block(FirstLine(index), Root.Entries[index].KeySpan.Line - 1);

    /// <summary>The section as its author wrote it, with its comments.</summary>
    public string Written(int index)
    {
        var entry = Root.Entries[index];
        if (_isFlow)
        {
            var value = entry.Value.Span;
            var text = _source.Text[Offset(value.Line, value.Column)..Offset(value.EndLine, value.EndColumn)];
            return Key(entry.Key) + ": " + text.Replace("\n", "\n  ", StringComparison.Ordinal) + "\n";
        }

        var last = index + 1 < Root.Entries.Count ? FirstLine(index + 1) - 1 : LastLine(entry);
        return Block(FirstLine(index), last);
    }

    /// <summary>The section written anew from its values: right whatever the author's style, and without comments.</summary>
    public string Rendered(int index)
    {
        var entry = Root.Entries[index];
        return $"{Key(entry.Key)}: {NodeJson.Of(entry.Value)?.ToJsonString(Readable) ?? "null"}\n";
    }

    /// <summary>Text as a YAML scalar that reads as that text.</summary>
    public static string Key(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '$') && text[0] != '-' && ScalarResolver.Resolve(text) == ScalarKind.String
            ? text
            : JsonSerializer.Serialize(text, Readable);

    private int FirstLine(int index)
    {
        var line = Root.Entries[index].KeySpan.Line;
        while (line > 1 && _lines[line - 2].TrimStart().StartsWith('#') && !_lines[line - 2].Contains("yaml-language-server", StringComparison.Ordinal))
        {
            line--;
        }

        return line;
    }

    // Comments at the very end belong to the last section; the end marker to nothing.
    private int LastLine(MapEntry entry)
    {
        for (var line = Math.Max(entry.Value.Span.EndLine, entry.KeySpan.Line) + 1; line <= _lines.Length; line++)
        {
            if (_lines[line - 1].StartsWith("...", StringComparison.Ordinal))
            {
                return line - 1;
            }
        }

        return _lines.Length;
    }

    private string Block(int first, int last)
    {
        while (last >= first && string.IsNullOrWhiteSpace(_lines[last - 1]))
        {
            last--;
        }

        var indent = Root.Span.Column - 1;
        var block = new StringBuilder();
        for (var line = first; line <= last; line++)
        {
            var text = _lines[line - 1];
            block.Append(text.AsSpan(Math.Min(indent, text.Length - text.TrimStart(' ').Length))).Append('\n');
        }

        return block.ToString();
    }

    private int Offset(int line, int column) => _source.LineStart(line) + column - 1;
}
