using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.PromptInjection;

/// <summary>Finds texts that try to override a model's instructions.</summary>
internal sealed partial class PromptInjectionKind : PolicyKind
{
    internal override KindSchema Schema { get; } = new()
    {
        Name = "prompt-injection",
        Description = "Finds texts that try to override a model's instructions.",
        Phases = [PolicyPhase.Input],
        Actions = ["warn", "block", "escalate"],
        Fields =
        [
            Shapes.Field("threshold", new NumberShape(0, 1), "Score from which a text counts as an attack, above 0 to 1; 0.5."),
            Shapes.Field("detection", new ObjectShape([Shapes.Field("attack_patterns", Shapes.SomeTexts, "Phrases of one's own that count as an attack, whatever their case and spacing.")]), "What counts beside the built-in signs."),
            Shapes.Field("encoding", Encoding(), "Disguises that are undone before a text is judged; all are."),
            Shapes.Field("boundaries", new ListShape(Boundary(), 1), "Delimiters that enclose text nobody vouches for inside a message."),
        ],
    };

    internal override void Lint(PolicyBlock block, DiagnosticBag diagnostics)
    {
        if (block.Node.Number("threshold") is 0)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(block.Path, "threshold"), block.Node.Find("threshold")!.Value.Span, "`threshold` must be above 0: every text scores at least that", "leave it out for 0.5");
        }
    }

    private static ObjectShape Encoding() => new(
    [
        Shapes.Field("decode_base64", Shapes.Flag, "Whether base64, hexadecimal, percent and entity encodings are read, to a depth of two; true."),
        Shapes.Field("normalize_unicode", Shapes.Flag, "Whether ignorable characters are dropped and compatibility forms made plain; true."),
        Shapes.Field("detect_homoglyphs", Shapes.Flag, "Whether letters of other alphabets are read as those they look like, in words that mix alphabets; true."),
    ]);

    private static ObjectShape Boundary() => new(
    [
        Shapes.Required("start", Shapes.Text, "What opens the text, such as <document>."),
        Shapes.Required("end", Shapes.Text, "What closes it, such as </document>."),
    ],
    Example: "boundaries: [{ start: <document>, end: </document> }]");
}
