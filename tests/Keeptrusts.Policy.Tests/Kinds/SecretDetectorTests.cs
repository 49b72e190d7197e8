using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Tests.Compilation;
using Keeptrusts.Policy.Tests.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Kinds;

public sealed class SecretDetectorTests
{
    private const string Text = "DB_PASSWORD=tr0ub4dor&3 git clone https://deploy:s3cr3t-9@git.example.com/a";

    [Theory]
    [InlineData("action: redact", "DB_PASSWORD=[GENERIC_SECRET] git clone https://[URL_CREDENTIALS]@git.example.com/a")]
    [InlineData("action: redact, entities: [URL_CREDENTIALS]", "DB_PASSWORD=tr0ub4dor&3 git clone https://[URL_CREDENTIALS]@git.example.com/a")]
    [InlineData("action: redact, exclude: [URL_CREDENTIALS]", "DB_PASSWORD=[GENERIC_SECRET] git clone https://deploy:s3cr3t-9@git.example.com/a")]
    [InlineData("action: redact, allow_list: [tr0ub4dor&3]", "DB_PASSWORD=tr0ub4dor&3 git clone https://[URL_CREDENTIALS]@git.example.com/a")]
    [InlineData("action: warn, entities: { GENERIC_SECRET: redact, URL_CREDENTIALS: warn }", "DB_PASSWORD=[GENERIC_SECRET] git clone https://deploy:s3cr3t-9@git.example.com/a")]
    [InlineData("action: warn", Text)]
    [InlineData("action: redact, mode: shadow", Text)]
    public void SecretDetector_Block_DoesWhatItSays(string fields, string expected)
    {
        using var evaluation = Scope($"p: {{ kind: secret-detector, {fields} }}").Begin(PolicyPhase.Input, new PolicyCall(new PolicyContext()));
        Assert.Equal(expected, evaluation.Rewrite(Text) ?? Text);
    }

    [Theory]
    [InlineData("block", Verdict.Block)]
    [InlineData("escalate", Verdict.Escalate)]
    [InlineData("redact", Verdict.Redact)]
    [InlineData("warn", Verdict.Warn)]
    public void SecretDetector_Action_IsTheVerdict(string action, Verdict expected)
    {
        using var evaluation = Scope($"p: {{ kind: secret-detector, action: {action} }}").Begin(PolicyPhase.Input, new PolicyCall(new PolicyContext()));
        evaluation.Rewrite(Text);
        var outcome = evaluation.Outcome();
        Assert.Equal((expected, ReasonCodes.SecretDetected), (outcome.Verdict, outcome.ReasonCode));
        Assert.Equal(["GENERIC_SECRET", "URL_CREDENTIALS"], outcome.Policies[0].Findings.Select(f => f.Type));
    }

    [Fact]
    public void SecretDetector_Escalation_BuffersTheAnswer()
    {
        Assert.True(Scope("p: { kind: secret-detector, action: escalate }").BufferedOutput);
        Assert.False(Scope("p: { kind: secret-detector, action: redact }").BufferedOutput);
    }

    private static ScopedPlan Scope(string block) => ScopeTests.Plan(block).Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
}
