using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Keeptrusts.Policy.Parsing;

/// <summary>
/// YAML text → tree with exact places. It takes only events from YamlDotNet and keeps its own stack, because that library's node model
/// overflows on deep nesting, follows cyclic anchors for ever and misplaces some errors.
/// </summary>
internal sealed class YamlTreeReader
{
    // A path of sixty brackets tells nobody anything.
    private const int DeepestPath = 16;

    private readonly SourceText _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly Stack<OpenContainer> _open = new();
    private readonly Dictionary<string, (DocumentNode Node, int Weight)> _anchors = new(StringComparer.Ordinal);
    private DocumentNode? _root;
    private int _nodes;
    private bool _stopped;

    private YamlTreeReader(SourceText source, DiagnosticBag diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
    }

    /// <summary>Reads one document.</summary>
    /// <returns>The root, or <see langword="null"/> where the text is empty or unreadable; then the bag says why.</returns>
    public static DocumentNode? Read(SourceText source, DiagnosticBag diagnostics)
    {
        var reader = new YamlTreeReader(source, diagnostics);
        if (source.Text.Length > ReaderLimits.Characters)
        {
            reader.Stop(RuleCodes.TooLarge, 0, 1, $"the document is longer than {ReaderLimits.Characters} characters");
            return null;
        }

        if (SyntaxTrouble.FindForbidden(source) is { } forbidden)
        {
            diagnostics.Add(forbidden);
            return null;
        }

        var parser = new Parser(new Scanner(new StringReader(source.Text), skipComments: true));
        try
        {
            while (!reader._stopped && parser.MoveNext())
            {
                reader.Take(parser.Current!);
            }
        }
        catch (YamlException exception)
        {
            reader.Stop(SyntaxTrouble.Explain(source, (int)exception.Start.Index, (int)exception.End.Index, exception.Message));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The scanner gives up without a place on an unclosed bracket, among others.
            reader.Stop(SyntaxTrouble.Explain(source, -1, -1, null));
        }

        return reader._stopped ? null : reader._root;
    }

    private void Take(ParsingEvent parsingEvent)
    {
        var start = (int)parsingEvent.Start.Index;
        var end = (int)parsingEvent.End.Index;
        switch (parsingEvent)
        {
            case DocumentStart when _root is not null:
                Stop(RuleCodes.Syntax, start, start + 3, "the file holds more than one document", "keep one document per file and remove the `---` line");
                break;
            case MappingStart mapping:
                Open(new OpenContainer(true, mapping.Style == MappingStyle.Flow, start, Anchor(mapping)), mapping);
                break;
            case SequenceStart sequence:
                Open(new OpenContainer(false, sequence.Style == SequenceStyle.Flow, start, Anchor(sequence)), sequence);
                break;
            case MappingEnd or SequenceEnd:
                Close(start);
                break;
            case YamlDotNet.Core.Events.Scalar scalar:
                TakeScalar(scalar, start, end);
                break;
            case AnchorAlias alias:
                TakeAlias(alias.Value.Value, start, end);
                break;
        }
    }

    private static string? Anchor(NodeEvent node) => node.Anchor.IsEmpty ? null : node.Anchor.Value;

    private void Open(OpenContainer container, NodeEvent node)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            Stop(RuleCodes.Syntax, container.Start, container.Start + 1, "YAML tags are not supported here", "remove the tag (`!…`)");
        }
        else if (_open.Count == ReaderLimits.Depth)
        {
            Stop(RuleCodes.TooLarge, container.Start, container.Start + 1, $"the document is nested more than {ReaderLimits.Depth} levels deep");
        }
        else if (WantsKey)
        {
            Stop(RuleCodes.Syntax, container.Start, container.Start + 1, "a key must be plain text, not a list or a mapping");
        }
        else
        {
            _open.Push(container);
        }
    }

    private bool WantsKey => _open.Count > 0 && _open.Peek() is { IsMap: true, PendingKey: null, DropNext: false };

    private void Close(int end)
    {
        var container = _open.Pop();
        // The parser's end of a flow container leaves its bracket out; a block's end is that of its last part.
        end = container.IsFlow ? end + (end < _source.Text.Length && _source.Text[end] is ']' or '}' ? 1 : 0) : container.End;
        var span = _source.Span(container.Start, end);
        Add(container.IsMap ? new MapNode(span, container.Entries) : new ListNode(span, container.Items), container.Start, end, container.Weight, container.Anchor);
    }

    private void TakeScalar(YamlDotNet.Core.Events.Scalar scalar, int start, int end)
    {
        var plain = scalar.Style == ScalarStyle.Plain;
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific)
        {
            if (scalar.Tag.Value != "tag:yaml.org,2002:str")
            {
                Stop(RuleCodes.Syntax, start, end, "YAML tags are not supported here", "remove the tag (`!…`)");
                return;
            }

            plain = false;
        }

        if (WantsKey)
        {
            TakeKey(scalar.Value, start, end);
            return;
        }

        var node = new ScalarNode(_source.Span(start, end), scalar.Value, plain ? ScalarResolver.Resolve(scalar.Value) : ScalarKind.String);
        Add(node, start, end, 1, Anchor(scalar));
    }

    private void TakeKey(string key, int start, int end)
    {
        var container = _open.Peek();
        container.End = end;
        if (!_open.Any(c => c.IsFlow) && SyntaxTrouble.FindTabBefore(_source, start) is { } tab)
        {
            // The parser lets a tab after spaces pass; other tools count it differently.
            Stop(tab);
            return;
        }

        if (container.Keys.TryGetValue(key, out var first))
        {
            container.DropNext = true;
            var path = DocumentPath.Key(Path(), key);
            _diagnostics.Add(new Diagnostic(
                RuleCodes.DuplicateKey, DiagnosticSeverity.Error, path, _source.Span(start, end), $"`{key}` is given twice; the first one is on line {first.KeySpan.Line}", "remove one of them")
            {
                Related = [new RelatedPlace(path, first.KeySpan, "the first one")],
            });
        }
        else
        {
            container.PendingKey = (key, start, end);
        }
    }

    private void TakeAlias(string name, int start, int end)
    {
        if (_open.Any(c => c.Anchor == name))
        {
            Stop(RuleCodes.TooLarge, start, end, $"`*{name}` stands inside the value that it names, which would never end");
        }
        else if (!_anchors.TryGetValue(name, out var anchored))
        {
            Stop(RuleCodes.Syntax, start, end, $"`*{name}` names no anchor of this document", $"define `&{name}` before it, or put a value that starts with `*` in quotes");
        }
        else if (WantsKey)
        {
            Stop(RuleCodes.Syntax, start, end, "a key must be plain text, not an alias");
        }
        else
        {
            // A text stands where it is used; a list or mapping stays where it is written, with its parts.
            Add(anchored.Node is ScalarNode scalar ? new ScalarNode(_source.Span(start, end), scalar.Text, scalar.Kind) : anchored.Node, start, end, anchored.Weight, null);
        }
    }

    private void Add(DocumentNode node, int start, int end, int weight, string? anchor)
    {
        _nodes++;
        if (anchor is not null)
        {
            _anchors[anchor] = (node, weight);
        }

        if (_open.Count == 0)
        {
            _root ??= node;
            return;
        }

        var container = _open.Peek();
        container.End = Math.Max(container.End, end);
        container.Weight += weight;
        if (container.Weight > ReaderLimits.Nodes || _nodes > ReaderLimits.Nodes)
        {
            Stop(RuleCodes.TooLarge, start, end, $"the document grows to more than {ReaderLimits.Nodes} values when its aliases are expanded");
            return;
        }

        if (!container.IsMap)
        {
            container.Items.Add(node);
        }
        else if (container.DropNext)
        {
            container.DropNext = false;
        }
        else if (container.PendingKey is var (key, keyStart, keyEnd))
        {
            var entry = new MapEntry(key, _source.Span(keyStart, keyEnd), node);
            container.Entries.Add(entry);
            container.Keys[key] = entry;
            container.PendingKey = null;
        }
    }

    /// <summary>Where the reader stands.</summary>
    private string Path()
    {
        var path = "";
        foreach (var container in _open.Reverse())
        {
            if (container.IsMap && container.PendingKey is var (key, _, _))
            {
                path = DocumentPath.Key(path, key);
            }
            else if (!container.IsMap)
            {
                path = DocumentPath.Index(path, container.Items.Count);
            }
        }

        return path;
    }

    private void Stop(string code, int start, int end, string message, string? suggestion = null) =>
        Stop(new Diagnostic(code, DiagnosticSeverity.Error, _open.Count > DeepestPath ? "" : Path(), _source.Span(start, end), message, suggestion));

    private void Stop(Diagnostic diagnostic)
    {
        _stopped = true;
        _diagnostics.Add(diagnostic);
    }
}
