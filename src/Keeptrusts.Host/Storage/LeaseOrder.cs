using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Host.Storage;

/// <summary>The one order in which accounts are locked.</summary>
internal static class LeaseOrder
{
    public static IEnumerable<T> InLockOrder<T>(this IEnumerable<T> items, Func<T, BudgetKey> key) =>
        items.OrderBy(item => key(item).Scope).ThenBy(item => key(item).Window).ThenBy(item => key(item).Id, StringComparer.Ordinal).ThenBy(item => key(item).From);
}
