using Keeptrusts.Policy.Tests.Cases;

namespace Keeptrusts.Policy.Tests.Kinds.Typed;

/// <summary>The document's <c>kinds:</c>, inside the program that has the class and outside of it.</summary>
public sealed class KindDeclarationTests
{
    private const string Good = "ticket: { schema: ./ticket.schema.json, actions: [warn, block, redact], phases: [input, output] }";

    private static readonly string Schema = new TicketKind().JsonSchema();

    [Fact]
    public void Lint_DeclaredKind_IsKnownByItsFile()
    {
        Assert.Empty(Lint(Good, "action: warn, projects: [A], nested: { name: x }"));
        Assert.Equal(
            ["error KT0005 5:60-5:62 policy.p.max_age | `max_age` must be a whole number from 1 to 9 |", "error KT0003 5:64-5:70 policy.p.share2 | unknown key `share2`; did you mean `share`? | write `share`"],
            Lint(Good, "action: warn, projects: [A], max_age: 10, share2: 1"));
    }

    [Fact]
    public void Load_DeclaredKindWithoutClass_SaysWhichClassIsMissing()
    {
        var loaded = PolicyEngine.Load(Document(Good, "action: warn, projects: [A]"), new PolicyOptions { ReadFile = Files(Schema) });
        Assert.Null(loaded.Plan);
        Assert.Equal(
            ["error KT0006 2:10-2:16 kinds.ticket | the document declares the kind `ticket`, and this program has no class for it | run the document in the program that adds the kind (`options.AddPolicyKind<…>()`)"],
            loaded.Diagnostics.Select(DocumentCase.Describe));
    }

    [Fact]
    public void Load_DeclaredAndRegistered_Compiles()
    {
        var loaded = PolicyEngine.Load(Document(Good, "action: warn, projects: [A]"), new PolicyOptions { Kinds = [new TicketKind()], ReadFile = Files(Schema) });
        Assert.Empty(loaded.Diagnostics);
        Assert.NotNull(loaded.Plan);
        Assert.NotNull(PolicyEngine.Load(Document(Good, "action: warn, projects: [A]"), new PolicyOptions { Kinds = [new TicketKind()] }).Plan);
    }

    [Theory]
    [InlineData("ticket: { schema: ./ticket.schema.json, actions: [warn, block], phases: [input, output] }", "error KT0005 2:59-2:72 kinds.ticket.actions | `actions` and the kind's class differ | write `actions: [warn, redact, block]`")]
    [InlineData("ticket: { schema: ./ticket.schema.json, phases: [input, output] }", "error KT0005 2:18-2:75 kinds.ticket.actions | `actions` and the kind's class differ | write `actions: [warn, redact, block]`")]
    [InlineData("ticket: { schema: ./ticket.schema.json, actions: [warn, block, redact], phases: [input] }", "error KT0005 2:90-2:97 kinds.ticket.phases | `phases` and the kind's class differ | write `phases: [input, output]`")]
    public void Load_DeclarationAndClassDiffer_IsRefused(string declaration, string expected)
    {
        var loaded = PolicyEngine.Load(Document(declaration, "action: warn, projects: [A]"), new PolicyOptions { Kinds = [new TicketKind()], ReadFile = Files(Schema) });
        Assert.Equal([expected], loaded.Diagnostics.Select(DocumentCase.Describe));
    }

    [Fact]
    public void Load_SchemaFileAndClassDiffer_IsRefusedUnlessOnlyInWords()
    {
        string[] Describe(string schema) =>
        [
            .. PolicyEngine.Load(Document(Good, "action: warn, projects: [A]"), new PolicyOptions { Kinds = [new TicketKind()], ReadFile = Files(schema) })
                .Diagnostics.Select(DocumentCase.Describe),
        ];
        Assert.Empty(Describe(Schema.Replace("The projects.", "Other words.", StringComparison.Ordinal)));
        Assert.Equal(
            ["error KT0005 2:28-2:48 kinds.ticket.schema | `./ticket.schema.json` and the class of the kind `ticket` differ | write the file anew with the kind's `JsonSchema()`"],
            Describe(Schema.Replace("\"maximum\": 9", "\"maximum\": 8", StringComparison.Ordinal)));
    }

    [Fact]
    public void Lint_NoReader_SaysThatFieldsAreNotChecked() => Assert.Equal(
        ["warning KT0018 2:28-2:48 kinds.ticket.schema | `./ticket.schema.json` cannot be read here, so fields of the kind `ticket` are not checked |"],
        PolicyEngine.Lint(Document(Good, "action: warn, anything: [A]")).Select(DocumentCase.Describe));

    [Theory]
    [InlineData(null, "there is no file `./ticket.schema.json`")]
    [InlineData("{", "is no schema of a kind: line 1")]
    [InlineData("[]", "is no schema of a kind: it must describe an object with `properties`")]
    [InlineData("""{"type": "string"}""", "is no schema of a kind: it must describe an object with `properties`")]
    [InlineData("""{"type": "object", "properties": {}}""", "an object needs `additionalProperties: false`")]
    [InlineData("""{"type": "object", "properties": {"a": {"type": "string", "maxLength": 5}}, "additionalProperties": false}""", "at `a`, the keyword `maxLength` is not supported here")]
    [InlineData("""{"type": "object", "properties": {"a": {"type": "string", "pattern": "x+"}}, "additionalProperties": false}""", "at `a`, a pattern of one's own is not supported")]
    [InlineData("""{"type": "object", "properties": {"a": {"$ref": "#/x"}}, "additionalProperties": false}""", "the keyword `$ref` is not supported here")]
    [InlineData("""{"type": "object", "properties": {"a": {"type": ["string", "null"]}}, "additionalProperties": false}""", "is no schema of a kind")]
    [InlineData("""{"type": "object", "required": ["b"], "properties": {"a": {}}, "additionalProperties": false}""", "`required` names `b`, which is no property")]
    public void Lint_SchemaFileThatCannotBeUsed_IsExplainedOnce(string? schema, string expected)
    {
        var only = Assert.Single(PolicyEngine.Lint(Document(Good, "action: warn, anything: [A]"), new PolicyOptions { ReadFile = Files(schema) }));
        Assert.Equal(("KT0005", "kinds.ticket.schema"), (only.Code, only.Path));
        Assert.Contains(expected, only.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rbac: { schema: ./x.json, phases: [input] }", "`rbac` is a built-in kind and cannot be declared")]
    [InlineData("own: { schema: /etc/passwd, phases: [input] }", "`schema` must be a path relative to this document")]
    [InlineData("own: { schema: 'https://x.example/a.json', phases: [input] }", "`schema` must be a path relative to this document")]
    [InlineData("own: { phases: [input] }", "`kinds.own` needs `schema`")]
    [InlineData("own: { schema: ./ticket.schema.json, phases: [inpt] }", "`phases[0]` must be one of")]
    public void Lint_WrongDeclaration_IsExplained(string declaration, string expected)
    {
        var problems = PolicyEngine.Lint(
            $"kinds: {{ {declaration} }}\npack: {{ name: a, version: 1.0.0, enabled: true }}\npolicies: {{ chain: [] }}\n",
            new PolicyOptions { ReadFile = Files(Schema) });
        Assert.StartsWith(expected, Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FilesOf_Folder_ReadsWhatIsThere()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a.json"), "text");
            var files = PolicyOptions.FilesOf(folder.FullName);
            Assert.Equal("text", files("./a.json"));
            Assert.Null(files("b.json"));
            Assert.Null(files("."));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Lint(string declaration, string fields) =>
        [.. PolicyEngine.Lint(Document(declaration, fields), new PolicyOptions { ReadFile = Files(Schema) }).Select(DocumentCase.Describe)];

    private static Func<string, string?> Files(string? text) => path => path == "./ticket.schema.json" ? text : null;

    private static string Document(string declaration, string fields) => $$"""
        pack: { name: a, version: 1.0.0, enabled: true }
        kinds: { {{declaration}} }
        policies: { chain: [p] }
        policy:
          p: { kind: ticket, {{fields}} }
        """;
}
