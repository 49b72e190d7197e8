using System.Globalization;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Parsing;

/// <summary>Judges single values. It quotes only words given where one of a list is wanted: anything else might be a secret put in the wrong place.</summary>
internal static class ScalarCheck
{
    private const int LongestQuote = 40;

    public static bool Applies(Shape shape) => shape is TextShape or ChoiceShape or WholeShape or NumberShape or FlagShape;

    /// <returns>What is wrong, as the end of a sentence, and what to do; <see langword="null"/> where nothing is.</returns>
    public static (string What, string? Help)? Judge(Shape shape, ScalarNode scalar) => shape switch
    {
        TextShape text => JudgeText(text, scalar),
        ChoiceShape choice => JudgeChoice(choice, scalar),
        WholeShape whole => JudgeWhole(whole, scalar),
        NumberShape number => JudgeNumber(number, scalar),
        _ => scalar.Kind == ScalarKind.Boolean ? null : ($"must be {shape.Wanted}", "write it without quotes; `yes`, `no`, `on` and `off` are text in YAML 1.2"),
    };

    private static (string What, string? Help)? JudgeText(TextShape shape, ScalarNode scalar)
    {
        if (scalar.Kind != ScalarKind.String)
        {
            return ("must be text, not " + (scalar.Kind == ScalarKind.Boolean ? "`true` or `false`" : "a number"), "put the value in quotes");
        }

        if (shape.Form != TextForm.Blank && string.IsNullOrWhiteSpace(scalar.Text))
        {
            return ("must not be blank", null);
        }

        return TextForms.Fits(shape.Form, scalar.Text) ? null : ($"must be {shape.Wanted}", null);
    }

    private static (string What, string? Help)? JudgeChoice(ChoiceShape shape, ScalarNode scalar)
    {
        if (scalar.Kind == ScalarKind.String && shape.Values.Contains(scalar.Text))
        {
            return null;
        }

        if (shape.Later.Contains(scalar.Text))
        {
            return ($"cannot be `{scalar.Text}`: that is not available in this version", $"available: {shape.List("")}");
        }

        var given = scalar.Text.Length <= LongestQuote && scalar.Kind == ScalarKind.String ? $", not `{scalar.Text}`" : "";
        var near = Nearest.Of(scalar.Text, shape.Values);
        return near is null ? ($"must be {shape.Wanted}{given}", null) : ($"must be {shape.Wanted}{given}; did you mean `{near}`?", $"write `{near}`");
    }

    private static (string What, string? Help)? JudgeWhole(WholeShape shape, ScalarNode scalar)
    {
        var fits = scalar.Kind == ScalarKind.Integer
            && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= shape.Minimum && value <= shape.Maximum;
        return fits ? null : ($"must be {shape.Wanted}", null);
    }

    private static (string What, string? Help)? JudgeNumber(NumberShape shape, ScalarNode scalar)
    {
        var fits = scalar.Kind is ScalarKind.Integer or ScalarKind.Number
            && decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && (shape.Minimum is not { } minimum || value >= minimum)
            && value <= (shape.Maximum ?? int.MaxValue);
        return fits ? null : ($"must be {shape.Wanted}", scalar.Kind == ScalarKind.String ? "write it without quotes, units or commas" : null);
    }
}
