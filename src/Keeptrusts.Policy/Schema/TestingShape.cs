namespace Keeptrusts.Policy.Schema;

/// <summary>Tests beside the policy: the section <c>testing</c>, and the files of the folder <c>tests</c>.</summary>
internal static class TestingShape
{
    private static readonly NamedShape Free = new(new AnyShape());
    private static readonly TextShape AnyText = new(TextForm.Blank);
    private static readonly ListShape Messages = new(Free);
    private static readonly ChoiceShape Verdict = Shapes.Choice("allow", "warn", "redact", "escalate", "block");

    /// <summary>What a call is, and what becomes of it.</summary>
    public static ObjectShape Case { get; } = new(
    [
        Shapes.Required("name", Shapes.Text, "What the case shows."),
        Shapes.Required("input", Input(), "The call."),
        Shapes.Required("expected", Expected(), "What becomes of it."),
    ],
    Example: "{ name: …, input: { text: … }, expected: { verdict: allow } }");

    /// <summary>Several cases under one name.</summary>
    public static ObjectShape Suite { get; } = new(
    [
        Shapes.Field("name", Shapes.Text, "What the cases have in common."),
        Shapes.Required("cases", new ListShape(Case), "The cases."),
    ]);

    /// <summary>A suite, or a case alone.</summary>
    public static EitherShape Item { get; } = new("cases", Suite, Case);

    /// <summary>The section <c>testing</c>; a file of tests may be written like it.</summary>
    public static ObjectShape Section { get; } = new([Shapes.Field("suites", new ListShape(Item), "Suites: `{ name, cases: [ … ] }`, or single cases `{ name, input, expected }`.")]);

    /// <summary>A file of tests: a suite, a case, a list of them, or a mapping with <c>suites</c>.</summary>
    public static UnionShape File { get; } = new("a suite, a case, or a list of them", List: new ListShape(Item), Map: new EitherShape("suites", Section, Item));

    private static ObjectShape Input() => new(
    [
        Shapes.Field("text", AnyText, "The prompt, as one user message."),
        Shapes.Field("messages", Messages, "The prompt, as messages of a chat completion."),
        Shapes.Field("tools", Messages, "Tools that the model may call, as in a chat completion; their texts are judged as input."),
        Shapes.Field(
            "upstream_response",
            new UnionShape("text, or a chat completion with `choices`", AnyText, Map: Free),
            "What the model answers. Without it the output is not judged, unless `chunks` are the answer."),
        Shapes.Field("chunks", new ListShape(AnyText), "The pieces in which the answer streams; those of `text` where they make it up and there is no answer."),
        Shapes.Field("headers", new NamedShape(Shapes.Text), "Headers of the request. No policy of this version reads one."),
        Shapes.Field("team", Shapes.Text, "The key's team."),
        Shapes.Field("key", Shapes.Text, "The key's name."),
        Shapes.Field("user", Shapes.Text, "The key's owner."),
        Shapes.Field("roles", Shapes.Texts, "The key's roles."),
        Shapes.Field("ip", Shapes.Text, "The caller's address."),
        Shapes.Field("model", Shapes.Text, "The model asked for; without it the first that the document's targets name."),
        Shapes.Field("provider", Shapes.Text, "The target that would answer; without it those that serve the model."),
        Shapes.Field("environment", Shapes.Text, "The deployment environment; without it the one given to the command."),
        Shapes.Field("input_tokens", new WholeShape(), "The prompt's size; without it a token per four characters is assumed."),
        Shapes.Field("max_tokens", new WholeShape(1), "The output limit asked for."),
    ]);

    private static ObjectShape Expected() => new(
    [
        Shapes.Required("verdict", Verdict, "The final verdict: the most severe of all policies."),
        Shapes.Field("reason_code", Shapes.Text, "Why."),
        Shapes.Field("output", new UnionShape("text, a list of messages, or null", AnyText, Messages, Null: true), "What is delivered: the answer, or without one the prompt. `null`: nothing."),
        Shapes.Field(
            "policies",
            new UnionShape("a mapping of policies to verdicts, or a list", List: new ListShape(Policy()), Map: new NamedShape(Verdict)),
            "What single policies say. Others are not compared."),
    ]);

    private static ObjectShape Policy() => new(
    [
        Shapes.Required("name", Shapes.Text, "The policy's name in the chain."),
        Shapes.Field("verdict", Verdict, "What it decides."),
        Shapes.Field("reason_code", Shapes.Text, "Why."),
        Shapes.Field("findings", Shapes.Texts, "The types of its findings, in order."),
    ]);
}
