using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Kinds.Spans;

/// <summary>Fields that several kinds of span policies share.</summary>
internal static class SpanFields
{
    /// <summary>All actions; span policies know the four of them.</summary>
    public static string[] Actions { get; } = ["warn", "redact", "block", "escalate"];

    public static Field Patterns { get; } = Shapes.Field(
        "detect_patterns",
        new ListShape(
            new ObjectShape(
            [
                Shapes.Required("name", Shapes.Text, "Type of the findings, and their label: at most 64 characters, without brackets, quotes, backslashes and line breaks."),
                Shapes.Required("pattern", Shapes.Text, "Regular expression: literals, classes, groups, alternation, greedy repeats, `\\b` and anchors."),
                Shapes.Field("raw", Shapes.Flag, "Whether the pattern sees the text as it is, case and disguises included; `false`."),
            ],
            Example: "detect_patterns: [{ name: EMPLOYEE_ID, pattern: 'EMP-[0-9]{6}' }]"),
            1),
        "Patterns of one's own. They see folded text: case, full-width forms and invisible characters do not matter.");

    public static Field AllowList { get; } = Shapes.Field("allow_list", Shapes.Texts, "Values that may pass; they shield what lies wholly inside them.");

    public static Field Redaction { get; } = Shapes.Field(
        "redaction",
        new ObjectShape(
        [
            Shapes.Field(
                "marker_format",
                Shapes.Choice("label", "numbered", "mask", "partial", "hash", "token"),
                "What stands in place of a finding: `label` is `[EMAIL_ADDRESS]` (default), `numbered` `[EMAIL_ADDRESS_1]`, `mask` `****`, `partial` `****1111`, `hash` `[EMAIL_ADDRESS:1f3a5c7e9b0d]`, `token` a placeholder that is turned back in the answer."),
            Shapes.Field("custom_markers", new NamedShape(new TextShape(TextForm.Blank)), "Markers by entity, in place of the form; may be empty."),
            Shapes.Field("preserve_length", Shapes.Flag, "With `mask`: as many asterisks as the value has characters; `false`."),
            Shapes.Field(
                "hash_key_ref",
                new ObjectShape(
                [
                    Shapes.Field("env", new TextShape(TextForm.Variable), "Environment variable."),
                    Shapes.Field("store", Shapes.Name, "Secret of the control plane."),
                ],
                Example: "hash_key_ref: { env: NAME }"),
                "With `hash`, and required there: where the key is. Without the secret the policy fails and acts by `on_error`."),
            Shapes.Field("restore_in", new ListShape(Shapes.Choice("content", "tools"), 1), "With `token`: whether values come back in what the model says (`content`) and in tool arguments (`tools`); `[content]`."),
        ]),
        "How findings are replaced where the action is `redact`.");
}
