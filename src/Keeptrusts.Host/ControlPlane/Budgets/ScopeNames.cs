using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>Scopes and windows as people, the API and the database spell them.</summary>
internal static class ScopeNames
{
    private static readonly (BudgetScope Scope, string Name)[] AllScopes =
        [(BudgetScope.Org, "org"), (BudgetScope.Team, "team"), (BudgetScope.Key, "key"), (BudgetScope.User, "user"), (BudgetScope.UserTemplate, "user_template")];

    private static readonly (BudgetWindow Window, string Name)[] AllWindows =
        [(BudgetWindow.Hour, "hour"), (BudgetWindow.Day, "day"), (BudgetWindow.Week, "week"), (BudgetWindow.Month, "month"), (BudgetWindow.Total, "total")];

    public static IEnumerable<string> Windows => AllWindows.Select(window => window.Name);

    public static string Of(BudgetScope scope) => AllScopes.First(known => known.Scope == scope).Name;

    public static string Of(BudgetWindow window) => AllWindows.First(known => known.Window == window).Name;

    public static BudgetScope Scope(string name) => FindScope(name) ?? throw new FormatException("An unknown scope.");

    public static BudgetWindow Window(string name) => FindWindow(name) ?? throw new FormatException("An unknown window.");

    public static BudgetScope? FindScope(string? name)
    {
        var found = AllScopes.FirstOrDefault(known => known.Name == name);
        return found.Name is null ? null : found.Scope;
    }

    public static BudgetWindow? FindWindow(string? name)
    {
        var found = AllWindows.FirstOrDefault(known => known.Name == name);
        return found.Name is null ? null : found.Window;
    }
}
