using Keeptrusts.Gateway.Middleware.Streaming;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Gateway.Middleware.Tests.Streaming;

public sealed class SilenceTimerTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _time = new();
    private readonly SemaphoreSlim _said = new(0);
    private readonly SilenceTimer _timer;
    private int _calls;

    public SilenceTimerTests() => _timer = new(Interval, _time, SayAsync) { Since = _time.GetTimestamp() };

    public void Dispose()
    {
        _timer.Dispose();
        _said.Dispose();
    }

    [Fact]
    public async Task WaitAsync_SilenceOfAnInterval_CallsOutEachTime()
    {
        var slow = new TaskCompletionSource<int>();
        var waiting = _timer.WaitAsync(slow.Task).AsTask();

        await PassAsync(Interval);
        for (var i = 2; i <= 3; i++)
        {
            // The timer is set again on another thread, after it has called out.
            for (var steps = 0; !await _said.WaitAsync(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken); steps++)
            {
                Assert.True(steps < 500);
                _time.Advance(TimeSpan.FromSeconds(5));
            }

            Assert.Equal(i, _calls);
        }

        slow.SetResult(7);
        Assert.Equal(7, await waiting);
    }

    [Fact]
    public async Task WaitAsync_PiecesThatComeInTime_CallsOutNothing()
    {
        for (var i = 0; i < 20; i++)
        {
            var piece = new TaskCompletionSource<int>();
            var waiting = _timer.WaitAsync(piece.Task).AsTask();
            _time.Advance(Interval - TimeSpan.FromSeconds(1));
            piece.SetResult(i);
            Assert.Equal(i, await waiting);
            _timer.Spoke();
        }

        Assert.Equal(0, _calls);
    }

    [Fact]
    public async Task WaitAsync_PiecesThatTheCallerDoesNotGet_CallsOutAllTheSame()
    {
        for (var i = 1; i <= 3; i++)
        {
            for (var seconds = 0; seconds < Interval.TotalSeconds - 1; seconds++)
            {
                var piece = new TaskCompletionSource<int>();
                var waiting = _timer.WaitAsync(piece.Task).AsTask();
                _time.Advance(TimeSpan.FromSeconds(1));
                piece.SetResult(i);
                await waiting;
            }

            Assert.Equal(i - 1, _calls);
            var next = new TaskCompletionSource<int>();
            var last = _timer.WaitAsync(next.Task).AsTask();
            await PassAsync(TimeSpan.FromSeconds(1));
            next.SetResult(i);
            await last;
            Assert.Equal(i, _calls);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(14)]
    public async Task WaitAsync_SilenceThatBeginsLater_IsCountedFromThere(int secondsBefore)
    {
        var first = new TaskCompletionSource<int>();
        var waiting = _timer.WaitAsync(first.Task).AsTask();
        _time.Advance(TimeSpan.FromSeconds(secondsBefore));
        first.SetResult(1);
        await waiting;
        _timer.Spoke();

        var second = new TaskCompletionSource<int>();
        waiting = _timer.WaitAsync(second.Task).AsTask();
        _time.Advance(Interval - TimeSpan.FromSeconds(1));
        Assert.Equal(0, _calls);
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _calls);
        second.SetResult(2);
        Assert.Equal(2, await waiting);
    }

    [Fact]
    public async Task WaitAsync_NothingIsWaitedForInBetween_CallsOutAtTheNextWait()
    {
        Assert.Equal(1, await _timer.WaitAsync(Late(1, TimeSpan.FromSeconds(1))));
        _time.Advance(Interval * 4);
        Assert.Equal(0, _calls);

        var slow = new TaskCompletionSource<int>();
        var waiting = _timer.WaitAsync(slow.Task).AsTask();
        await PassAsync(TimeSpan.Zero);
        slow.SetResult(2);
        Assert.Equal(2, await waiting);
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task WaitAsync_TaskThatFails_ThrowsItsException()
    {
        var slow = new TaskCompletionSource<int>();
        var waiting = _timer.WaitAsync(slow.Task).AsTask();
        slow.SetException(new IOException("cut"));
        Assert.Equal("cut", (await Assert.ThrowsAsync<IOException>(() => waiting)).Message);
    }

    [Fact]
    public async Task WaitAsync_IntervalOfZero_OnlyWaits()
    {
        using var off = new SilenceTimer(TimeSpan.Zero, _time, SayAsync) { Since = _time.GetTimestamp() };
        var slow = new TaskCompletionSource<int>();
        var waiting = off.WaitAsync(slow.Task).AsTask();
        _time.Advance(Interval * 10);
        slow.SetResult(3);
        Assert.Equal(3, await waiting);
        Assert.Equal(0, _calls);
    }

    private ValueTask SayAsync()
    {
        _calls++;
        _said.Release();
        return ValueTask.CompletedTask;
    }

    private Task<int> Late(int value, TimeSpan after)
    {
        var slow = new TaskCompletionSource<int>();
        var timer = _time.CreateTimer(_ => slow.TrySetResult(value), null, after, Timeout.InfiniteTimeSpan);
        _ = Task.Run(() => _time.Advance(after));
        return slow.Task.ContinueWith(
            done =>
            {
                timer.Dispose();
                return done.Result;
            },
            TaskScheduler.Default);
    }

    private async Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        Assert.True(await _said.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }
}
