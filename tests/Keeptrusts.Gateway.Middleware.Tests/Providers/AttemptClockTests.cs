using Keeptrusts.Gateway.Middleware.Providers;
using Keeptrusts.Policy.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Gateway.Middleware.Tests.Providers;

/// <summary>The time limits of one attempt.</summary>
public sealed class AttemptClockTests
{
    private static readonly TargetPlan Target = new()
    {
        Id = "a",
        Provider = "openai",
        FirstByteTimeout = TimeSpan.FromSeconds(60),
        IdleTimeout = TimeSpan.FromSeconds(300),
        TotalTimeout = TimeSpan.FromSeconds(600),
    };

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Token_NothingHeard_EndsAtTheFirstByteLimit()
    {
        using var clock = new AttemptClock(Target, _time, CancellationToken.None);
        Assert.Equal((false, true), (EndsAfter(clock, 59), EndsAfter(clock, 1)));
    }

    [Fact]
    public void Token_SilenceAfterSomething_EndsAtTheIdleLimit()
    {
        using var clock = new AttemptClock(Target, _time, CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(50));
        clock.Heard();
        Assert.Equal((false, true), (EndsAfter(clock, 299), EndsAfter(clock, 1)));
    }

    [Fact]
    public void Token_NeverSilentForLong_EndsAtTheTotalLimit()
    {
        using var clock = new AttemptClock(Target, _time, CancellationToken.None);
        for (var second = 0; second < 599; second++)
        {
            clock.Heard();
            Assert.False(EndsAfter(clock, 1));
        }

        clock.Heard();
        Assert.True(EndsAfter(clock, 1));
        Assert.Equal(TimeSpan.FromSeconds(600), clock.Elapsed);
    }

    [Fact]
    public void Token_CallerHangsUp_EndsAtOnce()
    {
        using var caller = new CancellationTokenSource();
        using var clock = new AttemptClock(Target, _time, caller.Token);
        caller.Cancel();
        Assert.True(clock.Token.IsCancellationRequested);
    }

    private bool EndsAfter(AttemptClock clock, int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return clock.Token.IsCancellationRequested;
    }
}
