using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Parsing;

namespace Keeptrusts.Policy.Linting.Repairs;

/// <summary>Finds comments that belong to a place: moved or removed without them, they would speak of something else.</summary>
internal static class Comments
{
    /// <summary>Whether a comment stands on the line above, or after the place on its own line.</summary>
    public static bool Touch(SourceText source, SourceSpan place) => StandsAbove(source, place) || Line(source, place.EndLine).IndexOf('#', Math.Max(0, place.EndColumn - 1)) >= 0;

    /// <summary>Whether the line above is a comment.</summary>
    public static bool StandsAbove(SourceText source, SourceSpan place) => place.Line > 1 && Line(source, place.Line - 1).TrimStart() is { Length: > 0 } above && above[0] == '#';

    private static string Line(SourceText source, int number)
    {
        var start = source.LineStart(number);
        return source.Text.Substring(start, source.LineStart(number + 1) - start);
    }
}
