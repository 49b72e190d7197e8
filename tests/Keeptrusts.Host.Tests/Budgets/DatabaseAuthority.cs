using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Tests.Budgets.Cluster;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Tests.Budgets;

/// <summary>The host's authority with its book open: the sums of the accounts and of the leases have to agree.</summary>
internal sealed class DatabaseAuthority : IAuthorityBook, IRecallNotice
{
    private readonly ControlDatabase _database;

    /// <param name="database">The database.</param>
    /// <param name="time">The clock of the book.</param>
    /// <param name="patience">The clock that a recall's patience goes by.</param>
    public DatabaseAuthority(ControlDatabase database, TimeProvider time, TimeProvider patience)
    {
        _database = database;
        Store = new(database, time);
        Authority = new(Store, patience) { Notices = { this } };
    }

    public LeaseStore Store { get; }

    public BudgetAuthority Authority { get; }

    public Action<BudgetKey, long> OnRecall { get; set; } = (_, _) => { };

    public void Recalled(BudgetKey budget, long number) => OnRecall(budget, number);

    public async Task SweepAsync() => await Store.SweepAsync(CancellationToken.None);

    public async Task<(long Settled, long Outstanding)> ReadAsync(BudgetKey budget)
    {
        await using var connection = await _database.ConnectAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        var account = await new LeaseBook(_database.Provider, connection, transaction, CancellationToken.None).FindAsync(budget);
        var leased = await connection.QueryAsync(
            """
            SELECT COALESCE(SUM("GrantedNano" - "SettledNano" - "ReturnedNano"), 0) AS n FROM "budget_leases"
            WHERE "Scope" = @p0 AND "MemberId" = @p1 AND "Window" = @p2 AND "From" = @p3
            """,
            [ScopeNames.Of(budget.Scope), budget.Id, ScopeNames.Of(budget.Window), budget.From.UtcTicks],
            row => row.Number("n"),
            CancellationToken.None,
            transaction);
        Assert.Equal(leased[0], account?.Outstanding ?? 0);
        return (account?.Settled ?? 0, account?.Outstanding ?? 0);
    }
}
