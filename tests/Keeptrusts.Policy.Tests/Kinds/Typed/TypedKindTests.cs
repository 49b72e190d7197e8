using System.Text.Json;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Tests.Cases;
using Keeptrusts.Policy.Tests.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Kinds.Typed;

public sealed class TypedKindTests
{
    private const string Undeclared =
        "info KT0006 4:3-4:4 policy.p | the kind `ticket` is known to this program alone: lint in an editor or a build will not know it | declare it: `kinds: { ticket: { schema: ./ticket.schema.json, … } }`";

    [Fact]
    public void Compile_EveryField_IsBound()
    {
        var kind = new TicketKind();
        var loaded = Load(kind, """
            action: warn, projects: [A], max_age: 5, share: 0.25, price: 1.5, strict: false, mode2: any, tracker: https://t.example/x, since: 2026-01-02,
                   weights: { a: 1, b: 2 }, list: [{ name: x }, { name: y, most: 4 }], numbers: [1, 2], nested: { name: z }
            """);
        Assert.Equal([Undeclared], loaded.Diagnostics.Select(DocumentCase.Describe));
        var seen = kind.Seen!;
        Assert.Equal(["A"], seen.Projects);
        Assert.Equal((5, 0.25, 1.5m, false, TicketMode.Any), (seen.MaxAge, seen.Share, seen.Price!.Value, seen.Strict!.Value, seen.Mode2));
        Assert.Equal((new Uri("https://t.example/x"), new DateOnly(2026, 1, 2)), (seen.Tracker, seen.Since!.Value));
        Assert.Equal(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, seen.Weights);
        Assert.Equal([("x", 0), ("y", 4)], seen.List!.Select(l => (l.Name, l.Most)));
        Assert.Equal([1, 2], seen.Numbers);
        Assert.Equal("z", seen.Nested!.Name);
    }

    [Fact]
    public void Compile_FieldsLeftOut_KeepTheirDefaults()
    {
        var kind = new TicketKind();
        Load(kind, "action: warn, projects: [A]");
        var seen = kind.Seen!;
        Assert.Equal((3, 0.5, null, null, TicketMode.OpenOnly), (seen.MaxAge, seen.Share, seen.Price, seen.Strict, seen.Mode2));
        Assert.Null(seen.Nested);
        Assert.Empty(seen.List!);
        Assert.Empty(seen.Weights);
    }

    [Theory]
    [InlineData("action: warn", "error KT0004 4:3-4:4 policy.p.projects | `policy.p` needs `projects` | add `projects`: a list")]
    [InlineData("projects: [A]", "error KT0004 4:3-4:4 policy.p.action | `policy.p` needs `action` | add `action`: one of `warn`, `redact`, `block`")]
    [InlineData("action: escalate, projects: [A]", "error KT0005 4:30-4:38 policy.p.action | `action` must be one of `warn`, `redact`, `block`, not `escalate` |")]
    [InlineData("action: warn, projects: []", "error KT0005 4:46-4:48 policy.p.projects | `projects` must not be empty | name at least one, or remove the key")]
    [InlineData("action: warn, projects: [A], max_age: 10", "error KT0005 4:60-4:62 policy.p.max_age | `max_age` must be a whole number from 1 to 9 |")]
    [InlineData("action: warn, projects: [A], share: 1.5", "error KT0005 4:58-4:61 policy.p.share | `share` must be a number from 0 to 1 |")]
    [InlineData("action: warn, projects: [A], mode2: opn_only", "error KT0005 4:58-4:66 policy.p.mode2 | `mode2` must be one of `open_only`, `any`, not `opn_only`; did you mean `open_only`? | write `open_only`")]
    [InlineData("action: warn, projects: [A], nested: { most: 1 }", "error KT0004 4:51-4:57 policy.p.nested.name | `policy.p.nested` needs `name` | add `name`: text")]
    [InlineData("action: warn, projects: [A], maxAge: 1", "error KT0003 4:51-4:57 policy.p.maxAge | unknown key `maxAge`; did you mean `max_age`? | write `max_age`")]
    [InlineData("action: warn, projects: [A], tracker: not an address", "error KT0005 4:60-4:74 policy.p.tracker | `tracker` must be an address such as `https://api.example.com/v1` |")]
    [InlineData("action: warn, projects: [A], phases: [tool]", "error KT0005 4:60-4:64 policy.p.phases[0] | `phases[0]` must be one of `input`, `output`, not `tool` |")]
    [InlineData("action: warn, projects: [A, B]", "warning TICKET002 4:3-4:4 policy.p.nested.most | not there |;error TICKET001 4:50-4:51 policy.p.projects[1] | two projects are one too many | name one")]
    public void Load_WrongBlock_IsExplained(string fields, string expected)
    {
        var loaded = Load(new TicketKind(), fields);
        Assert.Null(loaded.Plan);
        Assert.Equal(expected.Split(';').Length == 1 ? [expected] : expected.Contains("TICKET", StringComparison.Ordinal) ? expected.Split(';') : [expected],
            loaded.Diagnostics.Select(DocumentCase.Describe).Where(d => d != Undeclared));
    }

    [Theory]
    [InlineData("warn", "see PROJ-12 and xproj-3", Verdict.Warn)]
    [InlineData("redact", "see [TICKET] and x[TICKET]", Verdict.Redact)]
    [InlineData("block", "see PROJ-12 and xproj-3", Verdict.Block)]
    public void Finding_Pattern_ActsAsTold(string action, string expected, Verdict verdict)
    {
        var scope = Load(new TicketKind(), $"action: {action}, projects: [A]").Plan!.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
        using var evaluation = scope.Begin(PolicyPhase.Input, new PolicyCall(new PolicyContext()));
        Assert.Equal(expected, evaluation.Rewrite("see PROJ-12 and xproj-3") ?? "see PROJ-12 and xproj-3");
        var outcome = evaluation.Outcome();
        Assert.Equal((verdict, "ticket_found"), (outcome.Verdict, outcome.ReasonCode));
        Assert.Equal(["TICKET", "TICKET"], outcome.Policies[0].Findings.Select(f => f.Type));
    }

    [Fact]
    public void And_SpansAndJudge_DoBoth()
    {
        var kind = new TicketKind
        {
            Makes = (_, _) => PolicyUnit.Finding(SpanRules.None.Terms("NAME", ["Blue  Moon", "c++"], PolicyAction.Redact).Entity("US_SSN", PolicyAction.Redact, "***"), "found")
                .And(PolicyUnit.Judging(new Counter())),
        };
        var scope = Load(kind, "action: redact, projects: [A]").Plan!.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
        Assert.True(scope.BufferedOutput);
        using var evaluation = scope.Begin(PolicyPhase.Input, new PolicyCall(new PolicyContext()));
        Assert.Equal("[NAME], bluemoon, [NAME]x, ***", evaluation.Rewrite("BLUE  moon, bluemoon, C++x, 123-45-6789"));
        var outcome = evaluation.Outcome();
        Assert.Equal([("found", Verdict.Redact), ("long", Verdict.Warn)], outcome.Policies.Select(p => (p.ReasonCode, p.Verdict)));
        Assert.Equal("long", outcome.Policies[1].ReasonCode);
    }

    [Fact]
    public void SpanRules_WrongParts_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => SpanRules.None.Entity("NO_SUCH", PolicyAction.Warn));
        Assert.Throws<ArgumentException>(() => SpanRules.None.Pattern("A", "(", PolicyAction.Warn));
        Assert.Throws<ArgumentException>(() => SpanRules.None.Pattern("A", "a*", PolicyAction.Warn));
        Assert.Throws<ArgumentException>(() => SpanRules.None.Terms("A", [], PolicyAction.Warn));
        Assert.Throws<ArgumentException>(() => SpanRules.None.Terms("A", [" "], PolicyAction.Warn));
    }

    [Fact]
    public void JsonSchema_Kind_DescribesItsFields()
    {
        using var schema = JsonDocument.Parse(new TicketKind().JsonSchema());
        var root = schema.RootElement;
        Assert.Equal("ticket", root.GetProperty("title").GetString());
        Assert.Equal(["projects"], root.GetProperty("required").EnumerateArray().Select(r => r.GetString()));
        Assert.False(root.GetProperty("additionalProperties").GetBoolean());
        var fields = root.GetProperty("properties");
        Assert.Equal(
            ["projects", "max_age", "share", "price", "strict", "mode2", "tracker", "since", "weights", "list", "numbers", "nested"],
            fields.EnumerateObject().Select(p => p.Name));
        Assert.Equal("The projects.", fields.GetProperty("projects").GetProperty("description").GetString());
        Assert.Equal(9, fields.GetProperty("max_age").GetProperty("maximum").GetInt32());
    }

    [Fact]
    public void Load_TwoKindsOfOneName_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PolicyEngine.Load("", new PolicyOptions { Kinds = [new TicketKind(), new TicketKind()] }));
        Assert.Throws<ArgumentException>(() => PolicyEngine.Lint("", new PolicyOptions { Kinds = [new Named("pii-detector")] }));
        Assert.Throws<ArgumentException>(() => PolicyEngine.Lint("", new PolicyOptions { Kinds = [new Named("citation-verifier")] }));
        Assert.Throws<NotSupportedException>(() => PolicyEngine.Lint("", new PolicyOptions { Kinds = [new Named("Not A Name")] }));
    }

    [Fact]
    public void JsonSchema_PropertyThatCannotBeWritten_IsRefused()
    {
        var error = Assert.Throws<NotSupportedException>(() => new Wrong().JsonSchema());
        Assert.Contains("WrongOptions.Whatever", error.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => new Taken().JsonSchema());
    }

    private static PolicyLoadResult Load(PolicyKind kind, string fields) => PolicyEngine.Load(
        $$"""
        pack: { name: a, version: 1.0.0, enabled: true }
        policies: { chain: [p] }
        policy:
          p: { kind: ticket, {{fields}} }
        """,
        new PolicyOptions { Kinds = [kind] });

    private sealed class Counter : ITextPolicy
    {
        public ValueTask<Judgement> JudgeAsync(TextInput input, CancellationToken cancellation) =>
            new(input.Texts.Sum(t => t.Text.Length) > 20 ? Judgement.Of(Verdict.Warn, "long") : Judgement.Pass);
    }

    private sealed class Named(string name) : PolicyKind<TicketNested>
    {
        public override string Name => name;

        public override string Description => "x";

        public override IReadOnlyList<PolicyPhase> Phases => [PolicyPhase.Input];

        protected override PolicyUnit Compile(TicketNested options, KindBlock block) => PolicyUnit.Judging(new Counter());
    }

    private sealed class WrongOptions
    {
        public object? Whatever { get; set; }
    }

    private sealed class Wrong : PolicyKind<WrongOptions>
    {
        public override string Name => "wrong";

        public override string Description => "x";

        public override IReadOnlyList<PolicyPhase> Phases => [PolicyPhase.Input];

        protected override PolicyUnit Compile(WrongOptions options, KindBlock block) => PolicyUnit.Judging(new Counter());
    }

    private sealed class TakenOptions
    {
        public string? OnError { get; set; }
    }

    private sealed class Taken : PolicyKind<TakenOptions>
    {
        public override string Name => "taken";

        public override string Description => "x";

        public override IReadOnlyList<PolicyPhase> Phases => [PolicyPhase.Input];

        protected override PolicyUnit Compile(TakenOptions options, KindBlock block) => PolicyUnit.Judging(new Counter());
    }
}
