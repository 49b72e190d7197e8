using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Parsing;

namespace Keeptrusts.Policy.Linting.Repairs;

/// <summary>Repairs of <c>variables</c>.</summary>
internal static class VariableRepair
{
    private const string Section = "variables";

    /// <summary>KT1009: the declaration goes. Where some name is undeclared, this one may be its misspelling; where no other stays, the section would be empty.</summary>
    public static DiagnosticFix? Remove(Diagnostic finding, PolicyDocument document, SourceText source)
    {
        var declared = new HashSet<string>(document.Variables.Select(v => v.Name), StringComparer.Ordinal);
        var named = SecretReferenceRule.Names(document).ToList();
        if (document.Root.Map(Section) is not { } map || named.Exists(n => !declared.Contains(n)) || !named.Exists(declared.Contains))
        {
            return null;
        }

        for (var i = 0; i < map.Entries.Count; i++)
        {
            if (map.Entries[i].KeySpan == finding.Span)
            {
                return Comments.StandsAbove(source, finding.Span) ? null : MapText.Remove(source, map, i) is { } edit ? new DiagnosticFix("remove the declaration", [edit]) : null;
            }
        }

        return null;
    }

    /// <summary>KT1010: the variable is declared. Where the name may be the misspelling of a declared one, the author chooses.</summary>
    public static DiagnosticFix? Declare(Diagnostic finding, PolicyDocument document, SourceText source)
    {
        var name = source.Text.Substring(source.Offset(finding.Span.Line, finding.Span.Column), finding.Span.EndColumn - finding.Span.Column).Trim('"', '\'');
        if (finding.Span.Line != finding.Span.EndLine || finding.Suggestion?.StartsWith("add ", StringComparison.Ordinal) != true || !TextForms.Fits(Schema.TextForm.Variable, name))
        {
            return null;
        }

        var edit = document.Root.Find(Section) switch
        {
            { Value: MapNode map } => MapText.Append(source, map, name, "{ from: env }", "{\"from\": \"env\"}"),
            null when (document.Root.Find("providers") ?? document.Root.Find("policies")) is { } next && Comments.StandsAbove(source, next.KeySpan) => null,
            null => MapText.Before(source, document.Root, document.Root.Find("providers") ?? document.Root.Find("policies"), Section, name),
            _ => null,
        };
        return edit is null ? null : new DiagnosticFix($"declare `{name}`", [edit]);
    }
}
