using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>Scopes and windows as journals, errors and people spell them.</summary>
internal static class BudgetNames
{
    public static string Of(BudgetScope scope) => scope switch
    {
        BudgetScope.Org => "org",
        BudgetScope.Team => "team",
        BudgetScope.Key => "key",
        BudgetScope.User => "user",
        _ => "user_template",
    };

    public static string Of(BudgetWindow window) => window switch
    {
        BudgetWindow.Hour => "hour",
        BudgetWindow.Day => "day",
        BudgetWindow.Week => "week",
        BudgetWindow.Month => "month",
        _ => "total",
    };

    public static BudgetScope Scope(string name) => Enum.GetValues<BudgetScope>().First(scope => Of(scope) == name);

    public static BudgetWindow Window(string name) => Enum.GetValues<BudgetWindow>().First(window => Of(window) == name);
}
