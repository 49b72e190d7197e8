using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Text.Checks;

namespace Keeptrusts.Policy.Kinds.Spans;

/// <summary>Checks a block's <c>detect_patterns</c>: names, and what the matcher can run.</summary>
internal static class PatternLint
{
    private const int LongestName = 64;

    public static void Check(PolicyBlock block, DiagnosticBag diagnostics)
    {
        var path = DocumentPath.Key(block.Path, "detect_patterns");
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var items = block.Node.List("detect_patterns")?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is MapNode node)
            {
                var at = DocumentPath.Index(path, i);
                CheckName(node, at, names, diagnostics);
                CheckPattern(block, node, at, diagnostics);
            }
        }
    }

    private static void CheckName(MapNode node, string path, Dictionary<string, string> names, DiagnosticBag diagnostics)
    {
        if (node.Text("name") is not { } name)
        {
            return;
        }

        var at = DocumentPath.Key(path, "name");
        var place = node.Find("name")!.Value.Span;
        if (name.Length > LongestName || name.Any(c => c is '[' or ']' or '"' or '\\' || char.IsControl(c)))
        {
            diagnostics.Error(
                RuleCodes.WrongValue, at, place, $"`name` must have at most {LongestName} characters, and no brackets, quotes, backslashes or line breaks", "write a name such as `EMPLOYEE_ID`");
        }
        else if (names.TryGetValue(name, out var first))
        {
            diagnostics.Error(RuleCodes.WrongValue, at, place, $"`{name}` is already the name of {first}", "give it a name of its own");
        }
        else
        {
            names[name] = path;
        }
    }

    private static void CheckPattern(PolicyBlock block, MapNode node, string path, DiagnosticBag diagnostics)
    {
        if (node.Find("pattern")?.Value is not ScalarNode { Kind: ScalarKind.String } scalar || string.IsNullOrWhiteSpace(scalar.Text))
        {
            return;
        }

        var realtime = !block.Buffered && !block.Shadow && (block.Phases.Count == 0 || block.Phases.Contains("output"));
        foreach (var finding in PatternCheck.Of(scalar.Text, realtime))
        {
            diagnostics.Error(finding.Code, DocumentPath.Key(path, "pattern"), Place(scalar, finding), finding.Message, finding.Suggestion);
        }
    }

    // What cannot be read is wrong at a character; everything else is wrong of the whole pattern.
    private static SourceSpan Place(ScalarNode scalar, PatternFinding finding) => finding.Code == RuleCodes.BadPattern ? PlaceIn(scalar, finding.Position) : scalar.Span;

    // The scalar's text stands in the file as it is, or between quotes; where an escape makes it longer, the whole value is the place.
    private static SourceSpan PlaceIn(ScalarNode scalar, int position)
    {
        var span = scalar.Span;
        var written = span.EndColumn - span.Column;
        if (span.Line != span.EndLine || (written != scalar.Text.Length && written != scalar.Text.Length + 2))
        {
            return span;
        }

        var column = span.Column + (written - scalar.Text.Length) / 2 + Math.Min(position, scalar.Text.Length - 1);
        return new SourceSpan(span.Line, column, span.Line, column + 1);
    }
}
