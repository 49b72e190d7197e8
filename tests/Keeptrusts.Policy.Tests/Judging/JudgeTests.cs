using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Judging;

/// <summary>What becomes of a policy that fails, whoever asks it.</summary>
public sealed class JudgeTests
{
    private const string Secret = "the text of the prompt";

    [Theory]
    [InlineData(true, false, Verdict.Block, "refused")]
    [InlineData(false, false, Verdict.Allow, null)]
    [InlineData(true, true, Verdict.Block, "refused")]
    [InlineData(false, true, Verdict.Allow, null)]
    public async Task Ask_PolicyThrows_ActsByOnError(bool failsClosed, bool shadow, Verdict verdict, string? message)
    {
        var judge = Of(failsClosed, shadow);
        var results = new[]
        {
            judge.Ask(PolicyPhase.Tool, 0, (_, _) => throw new FormatException(Secret)),
            await judge.AskAsync(PolicyPhase.Tool, _ => throw new FormatException(Secret), TestContext.Current.CancellationToken),
            await judge.AskAsync(PolicyPhase.Tool, async _ =>
            {
                await Task.Yield();
                throw new FormatException(Secret);
            }, TestContext.Current.CancellationToken),
        };
        Assert.All(results, result =>
        {
            Assert.Equal((verdict, ReasonCodes.PolicyError, "FormatException", shadow, message), (result.Verdict, result.ReasonCode, result.Error, result.Shadow, result.Message));
            Assert.DoesNotContain(Secret, result.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Ask_NoJudgement_IsAnError() =>
        Assert.Equal(Verdict.Block, Of(true, false).Ask(PolicyPhase.Tool, 0, (_, _) => null!).Verdict);

    [Fact]
    public void Ask_JudgementThatRedacts_IsAnError()
    {
        var result = Of(true, false).Ask(PolicyPhase.Input, 0, (_, _) => Judgement.Of(Verdict.Redact, "x"));
        Assert.Equal((Verdict.Block, "InvalidOperationException"), (result.Verdict, result.Error));
    }

    [Fact]
    public async Task AskAsync_CallerGone_PassesThrough()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
            await Of(true, false).AskAsync(PolicyPhase.Input, _ => throw new OperationCanceledException(), gone.Token));
    }

    [Fact]
    public async Task AskAsync_PolicyCancelsItself_IsAnError()
    {
        var result = await Of(true, false).AskAsync(PolicyPhase.Input, _ => throw new OperationCanceledException(), TestContext.Current.CancellationToken);
        Assert.Equal((Verdict.Block, "OperationCanceledException"), (result.Verdict, result.Error));
    }

    [Fact]
    public void Ask_Judgement_SaysTheBlocksMessageBeforeItsOwn()
    {
        Assert.Equal("refused", Of(true, false).Ask(PolicyPhase.Tool, 0, (_, _) => Judgement.Of(Verdict.Block, "x", "own")).Message);
        Assert.Equal("own", (Of(true, false) with { Message = null }).Ask(PolicyPhase.Tool, 0, (_, _) => Judgement.Of(Verdict.Block, "x", "own")).Message);
        Assert.Null(Of(true, false).Ask(PolicyPhase.Tool, 0, (_, _) => Judgement.Pass).Message);
    }

    private static Judge<IToolPolicy> Of(bool failsClosed, bool shadow) => new(new Quiet(), 0, "p", "kind", shadow, failsClosed, "refused");

    private sealed class Quiet : IToolPolicy
    {
        public Judgement Judge(ToolCall tool, PolicyCall call, int number) => Judgement.Pass;
    }
}
