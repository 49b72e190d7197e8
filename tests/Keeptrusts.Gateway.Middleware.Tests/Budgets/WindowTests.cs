using System.Globalization;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets;

public sealed class WindowTests
{
    [Theory]
    [InlineData(BudgetWindow.Hour, "2026-11-23T15:59:59.999Z", "2026-11-23T15:00:00Z", "2026-11-23T16:00:00Z")]
    [InlineData(BudgetWindow.Hour, "2026-11-23T16:00:00Z", "2026-11-23T16:00:00Z", "2026-11-23T17:00:00Z")]
    [InlineData(BudgetWindow.Hour, "2026-11-23T16:10:00+05:30", "2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z")]
    [InlineData(BudgetWindow.Day, "2026-12-31T23:59:59Z", "2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData(BudgetWindow.Day, "2026-11-23T01:00:00+02:00", "2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z")]
    [InlineData(BudgetWindow.Week, "2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData(BudgetWindow.Week, "2026-11-29T23:59:59Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData(BudgetWindow.Week, "2027-01-01T12:00:00Z", "2026-12-28T00:00:00Z", "2027-01-04T00:00:00Z")]
    [InlineData(BudgetWindow.Month, "2028-02-29T12:00:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z")]
    [InlineData(BudgetWindow.Month, "2026-12-31T23:00:00-02:00", "2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z")]
    [InlineData(BudgetWindow.Total, "2026-11-23T15:00:00Z", "1970-01-01T00:00:00Z", null)]
    public void Begin_Time_IsTheWindowInUtc(BudgetWindow window, string now, string begin, string? end)
    {
        var from = Window.Begin(window, At(now));
        Assert.Equal(At(begin), from);
        Assert.Equal(end is null ? null : At(end), Window.End(window, from));
    }

    [Fact]
    public void Begin_RandomTimes_LieInTheirWindowAndWindowsDoNotOverlap()
    {
        var random = new Random(10);
        for (var round = 0; round < 2000; round++)
        {
            var now = DateTimeOffset.UnixEpoch.AddSeconds(random.NextInt64(0, 4_000_000_000));
            foreach (var window in (BudgetWindow[])[BudgetWindow.Hour, BudgetWindow.Day, BudgetWindow.Week, BudgetWindow.Month])
            {
                var begin = Window.Begin(window, now);
                var end = Window.End(window, begin)!.Value;
                Assert.InRange(now, begin, end.AddTicks(-1));
                Assert.Equal(begin, Window.Begin(window, end.AddTicks(-1)));
                Assert.Equal(end, Window.Begin(window, end));
                Assert.True(window != BudgetWindow.Week || begin.DayOfWeek == DayOfWeek.Monday);
            }
        }
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
