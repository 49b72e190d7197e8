using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Parsing;

/// <summary>The repair of a wrong value, where it has one: a slip in a word of a list, quotes that are missing or too many.</summary>
internal static class ScalarFix
{
    public static DiagnosticFix? Of(Shape shape, ScalarNode scalar) => shape switch
    {
        ChoiceShape choice when scalar.Kind == ScalarKind.String => Nearest.Certain(scalar.Text, choice.Values) is { } right ? Rename.Of(scalar.Span, scalar.Text, right) : null,
        TextShape when scalar.Kind is ScalarKind.Integer or ScalarKind.Number && ScalarCheck.Judge(shape, As(scalar, ScalarKind.String)) is null => Quote(scalar),
        FlagShape or WholeShape or NumberShape when scalar.Kind == ScalarKind.String => Unquote(shape, scalar),
        _ => null,
    };

    private static DiagnosticFix? Quote(ScalarNode scalar) => scalar.Span is { } at && at.Line == at.EndLine && at.EndColumn - at.Column == scalar.Text.Length
        ? new DiagnosticFix("put it in quotes", [new TextEdit(at, $"\"{scalar.Text}\"")])
        : null;

    private static DiagnosticFix? Unquote(Shape shape, ScalarNode scalar)
    {
        var at = scalar.Span;
        var quoted = at.Line == at.EndLine && at.EndColumn - at.Column == scalar.Text.Length + 2;
        return quoted && ScalarCheck.Judge(shape, As(scalar, ScalarResolver.Resolve(scalar.Text))) is null
            ? new DiagnosticFix("remove the quotes", [new TextEdit(at, scalar.Text)])
            : null;
    }

    private static ScalarNode As(ScalarNode scalar, ScalarKind kind) => new(scalar.Span, scalar.Text, kind);
}
