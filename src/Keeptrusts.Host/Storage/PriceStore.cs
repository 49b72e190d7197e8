using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

internal sealed class PriceStore(ControlDatabase database) : IPriceStore
{
    public async Task<IReadOnlyList<PriceOverride>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync(
            """SELECT * FROM "prices" ORDER BY "Provider", "Model" """,
            [],
            row => new PriceOverride { Provider = row.Text("Provider")!, Model = row.Text("Model")!, Json = row.Text("Json")!, UpdatedAt = row.Time("UpdatedAt") },
            cancellationToken);
    }

    public Task PutAsync(PriceOverride price, AuditEntry audit, CancellationToken cancellationToken) => ChangeAsync(
        """
        INSERT INTO "prices" ("Provider", "Model", "Json", "UpdatedAt") VALUES (@p0, @p1, @p2, @p3)
        ON CONFLICT ("Provider", "Model") DO UPDATE SET "Json" = excluded."Json", "UpdatedAt" = excluded."UpdatedAt"
        """,
        [price.Provider, price.Model, price.Json, price.UpdatedAt.UtcTicks],
        audit,
        cancellationToken);

    public Task RemoveAsync(PriceOverride price, AuditEntry audit, CancellationToken cancellationToken) => ChangeAsync(
        """DELETE FROM "prices" WHERE "Provider" = @p0 AND "Model" = @p1""", [price.Provider, price.Model], audit, cancellationToken);

    private async Task ChangeAsync(string sql, object?[] values, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(sql, values, cancellationToken, transaction);
        await connection.AddAuditAsync(audit, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
