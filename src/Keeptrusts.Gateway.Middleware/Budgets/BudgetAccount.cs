using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>One budget in one window, in nano-dollars. Guarded by the ledger's lock. Its identity does not depend on any document.</summary>
internal sealed class BudgetAccount(BudgetScope scope, string id, BudgetWindow window, DateTimeOffset from)
{
    public BudgetScope Scope { get; } = scope;

    public string Id { get; } = id;

    public BudgetWindow Window { get; } = window;

    public DateTimeOffset From { get; } = from;

    public long Settled { get; set; }

    public long Reserved { get; set; }

    public long Committed => Settled + Reserved;

    public JournalBudget ToJournal() => new(Name(Scope), Id, Name(Window), From, Settled);

    public BudgetFacts Facts(decimal hardCapUsd) => new(
        Name(Scope), Id, Name(Window), hardCapUsd, NanoDollars.ToDollars(Settled), NanoDollars.ToDollars(Reserved), Budgets.Window.End(Window, From));

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
