using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>UTC calendar windows, as gateways count them; weeks begin on Monday.</summary>
internal static class CalendarWindow
{
    public static DateTimeOffset Begin(BudgetWindow window, DateTimeOffset now)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return window switch
        {
            BudgetWindow.Hour => day.AddHours(now.UtcDateTime.Hour),
            BudgetWindow.Day => day,
            BudgetWindow.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            BudgetWindow.Month => day.AddDays(1 - day.Day),
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
