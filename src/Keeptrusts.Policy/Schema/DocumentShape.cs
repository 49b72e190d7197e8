namespace Keeptrusts.Policy.Schema;

/// <summary>The whole document, but for the policy blocks, whose shape depends on their kind.</summary>
internal static class DocumentShape
{
    /// <summary>The newest <c>schema</c> this version reads.</summary>
    public const int NewestSchema = 1;

    public static ObjectShape Root { get; } = new(
    [
        Shapes.Field("$schema", Shapes.Text, "Address of the JSON Schema, for editors."),
        Shapes.Field("schema", new WholeShape(1), "Version of the document's form.") with { Default = "1" },
        Shapes.Required("pack", Pack(), "What this document is."),
        Shapes.Field("variables", new NamedShape(Variable(), KeyForm: TextForm.Name), "Names that the deployment supplies: environment variables, and secrets of the control plane."),
        Shapes.Field("providers", ProviderShape.Section, "Where calls may go."),
        Shapes.Required("policies", new ObjectShape([Shapes.Required("chain", new ListShape(Shapes.Text), "Names of the policies, in order.")]), "Which policies act, in which order."),
        Shapes.Field("policy", new NamedShape(new AnyShape()), "One block per policy of the chain."),
        Shapes.Field("unreadable", Unreadable(), "What happens to parts that no policy can read."),
        Shapes.Field("testing", TestingShape.Section, "Tests beside the policy."),
        Shapes.Field("self_service", SelfServiceShape.Section, "Which keys a member of a team may mint without asking, where the document is a template."),
        Shapes.Field("lint", Lint(), "Severities of lint rules."),
        Shapes.Field("kinds", new NamedShape(Kind(), KeyForm: TextForm.Name), "Kinds that the embedding program adds, so that lint knows them everywhere."),
        Field.NotYet("extends", "A document to build upon."),
    ],
    Extensible: true);

    private static ObjectShape Pack() => new(
    [
        Shapes.Required("name", Shapes.Text, "Name of the configuration."),
        Shapes.Required("version", Shapes.Text, "Version, such as 1.0.0."),
        Shapes.Required("enabled", Shapes.Flag, "`false` refuses all traffic."),
        Shapes.Field("id", Shapes.Text, "Stable id."),
        Shapes.Field("author", Shapes.Text, "Who answers for it."),
        Shapes.Field("description", new TextShape(TextForm.Blank), "What it is for."),
    ]);

    private static ObjectShape Variable() => new(
    [
        Shapes.Required("from", Shapes.Choice("env", "store"), "Where the value comes from."),
        Shapes.Field("description", new TextShape(TextForm.Blank), "What it is."),
    ]);

    private static ObjectShape Kind() => new(
    [
        Shapes.Required("schema", Shapes.Text, "The file with the JSON Schema of the kind's own fields, relative to this document."),
        Shapes.Field("actions", new ListShape(Shapes.Choice("warn", "redact", "escalate", "block"), 1), "Values of `action`; without it the kind takes none."),
        Shapes.Required("phases", new ListShape(Shapes.Choice("admission", "input", "routing", "budget", "tool", "output", "audit"), 1), "The phases in which the kind can act."),
    ],
    Example: "my-kind: { schema: ./my-kind.schema.json, phases: [input] }");

    private static ObjectShape Unreadable()
    {
        var choice = Shapes.Choice("allow", "block");
        return new ObjectShape(
        [
            Shapes.Field("images", choice, "Images given inline."),
            Shapes.Field("files", choice, "Files given inline."),
            Shapes.Field("audio", choice, "Audio given inline."),
            Shapes.Field("remote", choice, "Parts given as an address."),
        ]);
    }

    private static ObjectShape Lint()
    {
        var severity = Shapes.Choice("off", "info", "warning", "error");
        var rule = new ChoiceOrObjectShape(
            severity,
            new ObjectShape(
            [
                Shapes.Required("severity", severity, "How serious the rule's findings are here."),
                Shapes.Field("reason", Shapes.Text, "Why; wanted where an error is lowered."),
            ]));
        return new ObjectShape([Shapes.Field("rules", new NamedShape(rule), "Severity of a rule's findings, by its id such as KT2003.")]);
    }
}
