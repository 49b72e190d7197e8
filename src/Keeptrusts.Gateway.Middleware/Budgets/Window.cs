using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>UTC calendar windows; weeks begin on Monday.</summary>
internal static class Window
{
    public static DateTimeOffset Begin(BudgetWindow window, DateTimeOffset now)
    {
        var utc = now.UtcDateTime;
        return window switch
        {
            BudgetWindow.Hour => new(utc.Year, utc.Month, utc.Day, utc.Hour, 0, 0, TimeSpan.Zero),
            BudgetWindow.Day => new(utc.Date, TimeSpan.Zero),
            BudgetWindow.Week => new(utc.Date.AddDays(-(((int)utc.DayOfWeek + 6) % 7)), TimeSpan.Zero),
            BudgetWindow.Month => new(utc.Year, utc.Month, 1, 0, 0, 0, TimeSpan.Zero),
            _ => DateTimeOffset.UnixEpoch,
        };
    }

    /// <returns>When the window ends; <see langword="null"/>: never.</returns>
    public static DateTimeOffset? End(BudgetWindow window, DateTimeOffset begin) => window switch
    {
        BudgetWindow.Hour => begin.AddHours(1),
        BudgetWindow.Day => begin.AddDays(1),
        BudgetWindow.Week => begin.AddDays(7),
        BudgetWindow.Month => begin.AddMonths(1),
        _ => null,
    };
}
