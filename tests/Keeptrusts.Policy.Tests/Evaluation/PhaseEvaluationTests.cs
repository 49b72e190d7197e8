using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;
using Keeptrusts.Testing;

namespace Keeptrusts.Policy.Tests.Evaluation;

public sealed class PhaseEvaluationTests
{
    private static readonly SpanPhase Redacting = Phases.Redacting(Phases.AllEntities);

    [Fact]
    public void Rewrite_CleanTexts_AllocatesNothing()
    {
        using var evaluation = Redacting.Begin();
        var text = string.Concat(Enumerable.Repeat("An ordinary sentence with 12 words, a date 2026-11-23 and nothing else. ", 20));
        Func<string?> at = static () => throw new InvalidOperationException("no finding, no place");
        Assert.Null(evaluation.Rewrite(text, at));
        Assert.Equal(0, Allocation.Least(() => evaluation.Rewrite(text, at)));
    }

    [Fact]
    public void Complete_NothingFound_LeavesAnAllowResultOfEveryPolicy()
    {
        var phase = SpanPhase.Compile(PolicyPhase.Input, [Phases.Policy(0, PolicyAction.Block, ["US_SSN"]), Phases.Policy(1, PolicyAction.Warn, ["IP_ADDRESS"], shadow: true)]);
        using var evaluation = phase.Begin();
        Assert.Null(evaluation.Rewrite("nothing to see"));
        var outcome = evaluation.Outcome();
        Assert.Equal((Verdict.Allow, ReasonCodes.AllPoliciesPassed), (outcome.Verdict, outcome.ReasonCode));
        Assert.Equal(["policy-0", "policy-1"], outcome.Policies.Select(p => p.Name));
        Assert.All(outcome.Policies, p => Assert.Equal((Verdict.Allow, ReasonCodes.AllPoliciesPassed, PolicyPhase.Input), (p.Verdict, p.ReasonCode, p.Phase)));
        Assert.Equal([false, true], outcome.Policies.Select(p => p.Shadow));
    }

    [Fact]
    public void Complete_SeveralPoliciesWantOneEntity_EachReportsIt()
    {
        var phase = SpanPhase.Compile(PolicyPhase.Input,
        [
            Phases.Policy(0, PolicyAction.Warn, ["EMAIL_ADDRESS"]),
            Phases.Policy(1, PolicyAction.Redact, ["EMAIL_ADDRESS", "US_SSN"]),
            Phases.Policy(2, PolicyAction.Block, ["EMAIL_ADDRESS"], shadow: true),
        ]);
        using var evaluation = phase.Begin();
        Assert.Equal("to [EMAIL_ADDRESS]", evaluation.Rewrite("to a@b.com", () => "/messages/0/content"));
        var outcome = evaluation.Outcome();
        Assert.False(evaluation.Blocked);
        Assert.Equal(Verdict.Redact, outcome.Verdict);
        Assert.Equal("policy-1", outcome.Decider!.Name);
        Assert.Equal([Verdict.Warn, Verdict.Redact, Verdict.Block], outcome.Policies.Select(p => p.Verdict));
        Assert.All(outcome.Policies, p => Assert.Equal([new Finding("EMAIL_ADDRESS", 3, 10, 1, "/messages/0/content")], p.Findings));
    }

    [Fact]
    public void Rewrite_BlockedInput_IsJudgedToItsEnd()
    {
        var phase = SpanPhase.Compile(PolicyPhase.Input, [Phases.Policy(0, PolicyAction.Block, ["US_SSN"]), Phases.Policy(1, PolicyAction.Redact, ["EMAIL_ADDRESS"])]);
        using var evaluation = phase.Begin();
        evaluation.Rewrite("123-45-6789 a@b.com");
        Assert.True(evaluation.Blocked);
        evaluation.Rewrite("c@d.com");
        var outcome = evaluation.Outcome();
        Assert.Equal(Verdict.Block, outcome.Verdict);
        Assert.Equal(2, outcome.Policies[1].Findings.Count);
    }

    [Fact]
    public void Rewrite_BlockedOutput_StopsAtTheFindingAndForEveryFurtherChannel()
    {
        var phase = SpanPhase.Compile(PolicyPhase.Output, [Phases.Policy(0, PolicyAction.Redact, ["EMAIL_ADDRESS"]), Phases.Policy(1, PolicyAction.Block, ["US_SSN"])]);
        using var evaluation = phase.Begin();
        Assert.Equal("[EMAIL_ADDRESS]: ", evaluation.Rewrite("a@b.com: 123-45-6789, c@d.com"));
        Assert.True(evaluation.Blocked);
        Assert.Equal("", evaluation.Rewrite("clean"));
        var outcome = evaluation.Outcome();
        Assert.Equal((Verdict.Block, "policy-1"), (outcome.Verdict, outcome.Decider!.Name));
        Assert.Single(outcome.Policies[0].Findings);
    }

    [Fact]
    public void OpenChannel_OtherChannelBlocks_ReleasesNothingMore()
    {
        var phase = SpanPhase.Compile(PolicyPhase.Output, [Phases.Policy(0, PolicyAction.Block, ["US_SSN"])]);
        using var evaluation = phase.Begin();
        var (first, second) = (evaluation.OpenChannel(ChannelFormat.Text), evaluation.OpenChannel(ChannelFormat.Text));
        var output = new System.Buffers.ArrayBufferWriter<char>();
        Assert.True(first.Write("before ", output));
        second.Write("123-45-6789!", output);
        Assert.True(evaluation.Blocked);
        first.Write("after", output);
        first.Complete(output);
        Assert.Equal("before ", output.WrittenSpan.ToString());
        Assert.Equal(0, first.Held);
    }

    [Fact]
    public void Complete_OpenChannel_IsJudgedWhereItStands()
    {
        using var evaluation = Redacting.Begin();
        evaluation.OpenChannel(ChannelFormat.Text).Write("ssn 123-45-6789", new System.Buffers.ArrayBufferWriter<char>());
        Assert.Single(evaluation.Outcome().Policies[0].Findings);
    }

    [Theory]
    [InlineData("mail a|@b.com now", "mail [EMAIL_ADDRESS]| now")]
    [InlineData("mail |a@b.com| now", "mail |[EMAIL_ADDRESS]| now")]
    [InlineData("a@b.c|om||x, c@d.org|", "a@b.c|om||x, [EMAIL_ADDRESS]|")]
    [InlineData("|4111 1111| 1111 |1111", "|[CREDIT_CARD]||")]
    [InlineData("clean|parts", "clean|parts")]
    [InlineData("|", "|")]
    public void RewriteParts_FindingAcrossParts_LeavesItsMarkerWhereItStarts(string text, string expected)
    {
        using var evaluation = Redacting.Begin();
        var parts = text.Split('|');
        var rewritten = evaluation.RewriteParts(parts);
        Assert.Equal(expected.Split('|'), rewritten.Select((p, i) => p ?? parts[i]));
        Assert.All(Enumerable.Range(0, parts.Length), i => Assert.Equal(rewritten[i] is null, expected.Split('|')[i] == parts[i]));
    }
}
