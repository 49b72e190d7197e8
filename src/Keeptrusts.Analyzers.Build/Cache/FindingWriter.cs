using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Analyzers.Build.Cache;

/// <summary>Keeps findings whole, so that a build in which nothing changed reports them as the one before.</summary>
internal static class FindingWriter
{
    public static void Write(BinaryWriter writer, Diagnostic finding)
    {
        writer.Write(finding.Code);
        writer.Write((byte)finding.Severity);
        writer.Write(finding.Path);
        Span(writer, finding.Span);
        writer.Write(finding.Message);
        Optional(writer, finding.Suggestion);
        writer.Write(finding.Related.Count);
        foreach (var place in finding.Related)
        {
            writer.Write(place.Path);
            Span(writer, place.Span);
            writer.Write(place.Message);
        }

        writer.Write(finding.Witness is not null);
        if (finding.Witness is { } witness)
        {
            foreach (var fact in new[] { witness.Team, witness.Key, witness.User, witness.Model, witness.Provider, witness.Environment, witness.Subject })
            {
                Optional(writer, fact);
            }
        }

        writer.Write(finding.Fix is not null);
        if (finding.Fix is { } fix)
        {
            writer.Write(fix.Title);
            writer.Write(fix.Edits.Count);
            foreach (var edit in fix.Edits)
            {
                Span(writer, edit.Span);
                writer.Write(edit.NewText);
            }
        }
    }

    private static void Span(BinaryWriter writer, SourceSpan span)
    {
        writer.Write(span.Line);
        writer.Write(span.Column);
        writer.Write(span.EndLine);
        writer.Write(span.EndColumn);
    }

    private static void Optional(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }
}
