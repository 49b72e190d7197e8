using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.Storage;

internal sealed class BudgetStore(ControlDatabase database) : IBudgetStore
{
    // The model writes the names of the enums.
    public async Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync(
            """SELECT * FROM "budgets" ORDER BY "Scope", "MemberId", "Window" """,
            [],
            row => new Budget
            {
                Scope = Enum.Parse<BudgetScope>(row.Text("Scope")!),
                MemberId = row.Text("MemberId")!,
                Window = Enum.Parse<BudgetWindow>(row.Text("Window")!),
                SoftCapNano = row["SoftCapNano"] is DBNull ? null : row.Number("SoftCapNano"),
                HardCapNano = row["HardCapNano"] is DBNull ? null : row.Number("HardCapNano"),
                UpdatedAt = row.Time("UpdatedAt"),
            },
            cancellationToken);
    }

    public Task PutAsync(Budget budget, AuditEntry audit, CancellationToken cancellationToken) => ChangeAsync(
        """
        INSERT INTO "budgets" ("Scope", "MemberId", "Window", "SoftCapNano", "HardCapNano", "UpdatedAt") VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
        ON CONFLICT ("Scope", "MemberId", "Window") DO UPDATE SET "SoftCapNano" = excluded."SoftCapNano", "HardCapNano" = excluded."HardCapNano", "UpdatedAt" = excluded."UpdatedAt"
        """,
        [budget.Scope.ToString(), budget.MemberId, budget.Window.ToString(), budget.SoftCapNano, budget.HardCapNano, budget.UpdatedAt.UtcTicks],
        audit,
        cancellationToken);

    public Task RemoveAsync(Budget budget, AuditEntry audit, CancellationToken cancellationToken) => ChangeAsync(
        """DELETE FROM "budgets" WHERE "Scope" = @p0 AND "MemberId" = @p1 AND "Window" = @p2""",
        [budget.Scope.ToString(), budget.MemberId, budget.Window.ToString()],
        audit,
        cancellationToken);

    public async Task<bool> ClearOverrunAsync(BudgetScope scope, string member, BudgetWindow window, AuditEntry audit, CancellationToken cancellationToken) => await ChangeAsync(
        """
        UPDATE "ledger_accounts" SET "ClearedNano" = "OverrunNano"
        WHERE "Scope" = @p0 AND "MemberId" = @p1 AND "Window" = @p2 AND "OverrunNano" > "ClearedNano"
        """,
        [ScopeNames.Of(scope), member, ScopeNames.Of(window)],
        audit,
        cancellationToken);

    private async Task<bool> ChangeAsync(string sql, object?[] values, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var changed = await connection.ExecuteAsync(sql, values, cancellationToken, transaction) > 0;
        if (changed)
        {
            await connection.AddAuditAsync(audit, transaction, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return changed;
    }
}
