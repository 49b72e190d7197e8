using System.Data.Common;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Budgets;

namespace Keeptrusts.Host.Storage;

/// <summary>Reads and writes rows of the book within one transaction.</summary>
internal sealed class LeaseBook(DatabaseProvider provider, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
{
    private const string OfAccount = """ WHERE "Scope" = @p0 AND "MemberId" = @p1 AND "Window" = @p2 AND "From" = @p3""";

    // SQLite's transactions write alone anyway.
    private string Locked => provider == DatabaseProvider.PostgreSql ? " FOR UPDATE" : "";

    public async Task<DateTimeOffset> NowAsync(TimeProvider? clock) => clock is not null
        ? clock.GetUtcNow()
        : (await QueryAsync("SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 10000000)::bigint + 621355968000000000 AS now", [], row => row.Time("now")))[0];

    public async Task<EpochRow?> EpochAsync(string epoch) => (await QueryAsync(
        """SELECT * FROM "lease_epochs" WHERE "Epoch" = @p0""" + Locked,
        [epoch],
        row => new EpochRow(row.Text("Node")!, row.Time("ExpiresAt"), row.Int("LongestCallSeconds"), row.OptionalTime("FencedAt"), row.OptionalTime("BookedAt"), row.OptionalTime("ClosedAt")))).SingleOrDefault();

    public Task PutAsync(string epoch, EpochRow row) => ExecuteAsync(
        """
        INSERT INTO "lease_epochs" ("Epoch", "Node", "ExpiresAt", "LongestCallSeconds", "FencedAt", "BookedAt", "ClosedAt") VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
        ON CONFLICT ("Epoch") DO UPDATE SET "Node" = excluded."Node", "ExpiresAt" = excluded."ExpiresAt", "LongestCallSeconds" = excluded."LongestCallSeconds",
          "FencedAt" = excluded."FencedAt", "BookedAt" = excluded."BookedAt", "ClosedAt" = excluded."ClosedAt"
        """,
        [epoch, row.Node, row.ExpiresAt.UtcTicks, row.LongestCallSeconds, row.FencedAt?.UtcTicks, row.BookedAt?.UtcTicks, row.ClosedAt?.UtcTicks]);

    /// <summary>Epochs that hold something and were not renewed, and are not booked yet.</summary>
    public Task<List<string>> OverdueAsync(DateTimeOffset now) => QueryAsync(
        """
        SELECT "Epoch" FROM "lease_epochs" WHERE "ExpiresAt" < @p0 AND "BookedAt" IS NULL AND "ClosedAt" IS NULL
          AND EXISTS (SELECT 1 FROM "budget_leases" l WHERE l."Epoch" = "lease_epochs"."Epoch" AND l."GrantedNano" > l."SettledNano" + l."ReturnedNano")
        """,
        [now.UtcTicks],
        row => row.Text("Epoch")!);

    /// <summary>How many epochs share the budgets.</summary>
    public async Task<long> LiveEpochsAsync(DateTimeOffset now) => (await QueryAsync(
        """SELECT COUNT(*) AS n FROM "lease_epochs" WHERE "ExpiresAt" > @p0 AND "FencedAt" IS NULL AND "ClosedAt" IS NULL""",
        [now.UtcTicks],
        row => row.Number("n")))[0];

    public async Task<AccountRow?> FindAsync(BudgetKey key, bool locked = true) => (await QueryAsync(
        """SELECT * FROM "ledger_accounts" """ + OfAccount + (locked ? Locked : ""),
        Key(key),
        row => new AccountRow(
            row.Number("SettledNano"), row.Number("OutstandingNano"), row.Number("OverrunNano"), row.Number("ClearedNano"), row.Number("Recall"), row.Text("RecallBy")))).SingleOrDefault();

    /// <summary>The account, made where there is none, and locked.</summary>
    public async Task<AccountRow> AccountAsync(BudgetKey key)
    {
        if (await FindAsync(key) is { } known)
        {
            return known;
        }

        await ExecuteAsync(
            """
            INSERT INTO "ledger_accounts" ("Scope", "MemberId", "Window", "From", "SettledNano", "OutstandingNano", "OverrunNano", "ClearedNano", "Recall")
            VALUES (@p0, @p1, @p2, @p3, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING
            """,
            Key(key));
        return (await FindAsync(key))!;
    }

    public Task PutAsync(BudgetKey key, AccountRow row) => ExecuteAsync(
        """UPDATE "ledger_accounts" SET "SettledNano" = @p4, "OutstandingNano" = @p5, "OverrunNano" = @p6""" + OfAccount,
        [.. Key(key), row.Settled, row.Outstanding, row.Overrun]);

    public async Task<long> RecallAsync(BudgetKey key, string epoch)
    {
        var number = (await AccountAsync(key)).Recall + 1;
        await ExecuteAsync("""UPDATE "ledger_accounts" SET "RecallBy" = @p4, "Recall" = @p5""" + OfAccount, [.. Key(key), epoch, number]);
        return number;
    }

    public async Task<LeaseRow?> LeaseAsync(string epoch, BudgetKey key, long cap) => (await QueryAsync(
        """SELECT * FROM "budget_leases" """ + OfAccount + """ AND "Epoch" = @p4 AND "CapNano" = @p5""",
        [.. Key(key), epoch, cap],
        Lease)).SingleOrDefault();

    /// <summary>All leases of an epoch, by account.</summary>
    public Task<List<(BudgetKey Key, long Cap, LeaseRow Row)>> LeasesAsync(string epoch) => QueryAsync(
        """SELECT * FROM "budget_leases" WHERE "Epoch" = @p0""",
        [epoch],
        row => (
            new BudgetKey(ScopeNames.Scope(row.Text("Scope")!), row.Text("MemberId")!, ScopeNames.Window(row.Text("Window")!), row.Time("From")),
            row.Number("CapNano"),
            Lease(row)));

    public Task PutAsync(string epoch, BudgetKey key, long cap, LeaseRow row) => ExecuteAsync(
        """
        INSERT INTO "budget_leases" ("Scope", "MemberId", "Window", "From", "Epoch", "CapNano", "GrantedNano", "SettledNano", "ReturnedNano", "ReservedNano", "OverrunNano", "BookedNano", "Sequence", "Recall")
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13)
        ON CONFLICT ("Epoch", "Scope", "MemberId", "Window", "From", "CapNano") DO UPDATE SET
          "GrantedNano" = excluded."GrantedNano", "SettledNano" = excluded."SettledNano", "ReturnedNano" = excluded."ReturnedNano", "ReservedNano" = excluded."ReservedNano",
          "OverrunNano" = excluded."OverrunNano", "BookedNano" = excluded."BookedNano", "Sequence" = excluded."Sequence", "Recall" = excluded."Recall"
        """,
        [.. Key(key), epoch, cap, row.Granted, row.Settled, row.Returned, row.Reserved, row.Overrun, row.Booked, row.Sequence, row.Recall]);

    /// <summary>A closed epoch takes no more reports, so its leases are not needed: the accounts have their sums.</summary>
    public Task ForgetLeasesAsync(string epoch) => ExecuteAsync("""DELETE FROM "budget_leases" WHERE "Epoch" = @p0""", [epoch]);

    public async Task<bool> OthersMayReturnAsync(BudgetKey key, string epoch) => (await QueryAsync(
        """
        SELECT COUNT(*) AS n FROM "budget_leases" l
          JOIN "ledger_accounts" a ON a."Scope" = l."Scope" AND a."MemberId" = l."MemberId" AND a."Window" = l."Window" AND a."From" = l."From"
          JOIN "lease_epochs" e ON e."Epoch" = l."Epoch"
        WHERE l."Scope" = @p0 AND l."MemberId" = @p1 AND l."Window" = @p2 AND l."From" = @p3 AND l."Epoch" <> @p4 AND e."FencedAt" IS NULL
          AND l."CapNano" < 9223372036854775807 AND l."GrantedNano" > l."SettledNano" + l."ReturnedNano" AND l."Recall" < a."Recall"
        """,
        [.. Key(key), epoch],
        row => row.Number("n")))[0] > 0;

    /// <summary>What is held by epochs that were not heard of since their leases ran until this time.</summary>
    public async Task<long> LostAsync(BudgetKey key, DateTimeOffset expiringBefore) => (await QueryAsync(
        """
        SELECT COALESCE(SUM(l."GrantedNano" - l."SettledNano" - l."ReturnedNano"), 0) AS n FROM "budget_leases" l JOIN "lease_epochs" e ON e."Epoch" = l."Epoch"
        WHERE l."Scope" = @p0 AND l."MemberId" = @p1 AND l."Window" = @p2 AND l."From" = @p3 AND e."ExpiresAt" < @p4
        """,
        [.. Key(key), expiringBefore.UtcTicks],
        row => row.Number("n")))[0];

    private static object?[] Key(BudgetKey key) => [ScopeNames.Of(key.Scope), key.Id, ScopeNames.Of(key.Window), key.From.UtcTicks];

    private static LeaseRow Lease(DbDataReader row) => new(
        row.Number("GrantedNano"), row.Number("SettledNano"), row.Number("ReturnedNano"), row.Number("ReservedNano"), row.Number("OverrunNano"), row.Number("BookedNano"), row.Int("Sequence"), row.Number("Recall"));

    private Task<int> ExecuteAsync(string sql, object?[] values) => connection.ExecuteAsync(sql, values, cancellationToken, transaction);

    private Task<List<T>> QueryAsync<T>(string sql, object?[] values, Func<DbDataReader, T> read) => connection.QueryAsync(sql, values, read, cancellationToken, transaction);
}
