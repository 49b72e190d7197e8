using Keeptrusts.Gateway.Middleware.Routing;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Gateway.Middleware.Tests.Routing;

public sealed class LatencyAverageTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Milliseconds_NeverMeasured_IsUnknown() => Assert.Null(new LatencyAverage(_time).Milliseconds);

    [Fact]
    public void Milliseconds_Measured_MovesAFifthOfTheWay()
    {
        var average = new LatencyAverage(_time);
        average.Add(TimeSpan.FromMilliseconds(100));
        Assert.Equal(100, average.Milliseconds);
        average.Add(TimeSpan.FromMilliseconds(200));
        Assert.Equal(120, average.Milliseconds!.Value, 6);
    }

    [Fact]
    public void Milliseconds_NotMeasuredForLong_IsUnknownAgain()
    {
        var average = new LatencyAverage(_time);
        average.Add(TimeSpan.FromMilliseconds(100));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull(average.Milliseconds);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(average.Milliseconds);
    }

    [Fact]
    public void TryExplore_ManyCalls_OneASecondGoes()
    {
        var average = new LatencyAverage(_time);
        var explored = 0;
        for (var i = 0; i < 100; i++)
        {
            explored += average.TryExplore() ? 1 : 0;
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(10, explored);
    }
}
