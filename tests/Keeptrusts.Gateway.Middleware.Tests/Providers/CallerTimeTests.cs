using Keeptrusts.Gateway.Middleware.Providers;
using Keeptrusts.Policy.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Gateway.Middleware.Tests.Providers;

/// <summary>A caller that is slow to take a stream is not the provider's fault.</summary>
public sealed class CallerTimeTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource<bool> _sent = new();

    [Theory]
    [InlineData(5, 6)]
    [InlineData(3, 2)]
    public async Task Limits_WhileTheCallerIsWaitedFor_StandStill(int before, int left)
    {
        using var clock = Clock(CancellationToken.None);
        clock.Heard();
        Pass(before);

        var sending = clock.ApartAsync(new(_sent.Task)).AsTask();
        Pass(15); // beyond the idle limit, within the whole
        Assert.False(clock.Token.IsCancellationRequested);
        _sent.SetResult(true);
        Assert.True(await sending);

        Assert.Equal((TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(before + 15)), (clock.Apart, clock.Elapsed));
        Pass(10 - before - 1);
        Assert.False(clock.Token.IsCancellationRequested);
        clock.Heard();
        Pass(left);
        Assert.False(clock.Token.IsCancellationRequested);
        Pass(10);
        Assert.True(clock.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Total_WithoutTheCallersTime_IsKept()
    {
        using var clock = Clock(CancellationToken.None);
        for (var i = 0; i < 3; i++)
        {
            clock.Heard();
            Pass(6);
        }

        var sending = clock.ApartAsync(new(_sent.Task)).AsTask();
        Pass(19);
        _sent.SetResult(true);
        await sending;

        Pass(1);
        Assert.False(clock.Token.IsCancellationRequested);
        Pass(1);
        Assert.True(clock.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Caller_ThatTakesNothing_IsTakenForGone()
    {
        using var clock = Clock(CancellationToken.None);

        var sending = clock.ApartAsync(new(_sent.Task)).AsTask();
        Pass(19);
        Assert.False(sending.IsCompleted);
        Pass(1);

        await Assert.ThrowsAsync<CallerStalledException>(() => sending);
        Assert.False(clock.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Caller_WhoHangsUpMeanwhile_EndsTheAttempt()
    {
        using var leave = new CancellationTokenSource();
        using var clock = Clock(leave.Token);
        var sending = clock.ApartAsync(new(_sent.Task)).AsTask();

        await leave.CancelAsync();
        _sent.SetCanceled(leave.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.True(clock.Token.IsCancellationRequested);
    }

    [Fact]
    public void Sending_ThatNeedsNoWait_IsGivenBack()
    {
        using var clock = Clock(CancellationToken.None);
        Assert.True(clock.ApartAsync(new(true)).AsTask().IsCompletedSuccessfully);
        Assert.Equal(TimeSpan.Zero, clock.Apart);
    }

    private void Pass(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private AttemptClock Clock(CancellationToken hungUp)
    {
        var target = new TargetPlan
        {
            Id = "t",
            Provider = "openai",
            FirstByteTimeout = TimeSpan.FromSeconds(10),
            IdleTimeout = TimeSpan.FromSeconds(10),
            TotalTimeout = TimeSpan.FromSeconds(20),
        };
        return new(target, _time, hungUp);
    }
}
