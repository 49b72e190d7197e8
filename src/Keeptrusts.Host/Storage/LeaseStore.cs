using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// The book of budgets in plain statements. Locks are taken in one order everywhere, epoch before accounts and accounts by key, so that no two
/// transactions wait for each other.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="clock">Time in place of the server's, for SQLite, whose clock is this machine's, and for tests.</param>
internal sealed class LeaseStore(ControlDatabase database, TimeProvider? clock) : ILeaseStore
{
    /// <summary>How long a gateway may spend without renewing: as long as it may serve without its control plane.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromSeconds(300);

    /// <summary>A gateway with leases renews them every second; one that has not for this long is taken for gone by whoever reads the book.</summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(10);

    // A file has one writer at a time, and whoever finds it busy sleeps for long: better to wait in line.
    private readonly SemaphoreSlim? _line = database.Provider == DatabaseProvider.Sqlite ? new(1) : null;

    public Task<LeaseReply> ExchangeAsync(LeaseRequest request, CancellationToken cancellationToken) => ChangeAsync(
        async book => await new LeaseExchange(book, request, await book.NowAsync(clock), ValidFor).RunAsync(), cancellationToken);

    public Task<long> RecallAsync(BudgetKey budget, string epoch, CancellationToken cancellationToken) =>
        ChangeAsync(book => book.RecallAsync(budget, epoch), cancellationToken);

    public async Task<bool> OthersMayReturnAsync(BudgetKey budget, string epoch, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await new LeaseBook(database.Provider, connection, null, cancellationToken).OthersMayReturnAsync(budget, epoch);
    }

    public async Task<IReadOnlyList<string>> SweepAsync(CancellationToken cancellationToken)
    {
        var gone = new List<string>();
        foreach (var epoch in await OverdueAsync(cancellationToken))
        {
            if (await ChangeAsync(async book => await new LeaseFence(book, await book.NowAsync(clock)).RunAsync(epoch), cancellationToken) is { } node)
            {
                gone.Add(node);
            }
        }

        return gone;
    }

    public async Task<BudgetStanding> ReadAsync(BudgetScope scope, string member, BudgetWindow window, CancellationToken cancellationToken) =>
        (await ReadAsync([(scope, member, window)], cancellationToken))[0];

    public async Task<IReadOnlyList<BudgetStanding>> ReadAsync(IReadOnlyList<(BudgetScope Scope, string Member, BudgetWindow Window)> budgets, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var book = new LeaseBook(database.Provider, connection, null, cancellationToken);
        var now = await book.NowAsync(clock);
        var standings = new List<BudgetStanding>(budgets.Count);
        foreach (var (scope, member, window) in budgets)
        {
            standings.Add(await ReadAsync(book, now, new BudgetKey(scope, member, window, CalendarWindow.Begin(window, now))));
        }

        return standings;
    }

    private static async Task<BudgetStanding> ReadAsync(LeaseBook book, DateTimeOffset now, BudgetKey key)
    {
        var account = await book.FindAsync(key, locked: false);
        if (account is null)
        {
            return new(key.From, 0, 0, 0);
        }

        var lost = await book.LostAsync(key, now + ValidFor - LostAfter);
        return new(key.From, account.Settled + lost, Math.Max(0, account.Outstanding - lost), Math.Max(0, account.Overrun - account.Cleared));
    }

    private async Task<List<string>> OverdueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var book = new LeaseBook(database.Provider, connection, null, cancellationToken);
        return await book.OverdueAsync(await book.NowAsync(clock));
    }

    private async Task<T> ChangeAsync<T>(Func<LeaseBook, Task<T>> change, CancellationToken cancellationToken)
    {
        if (_line is not null)
        {
            await _line.WaitAsync(cancellationToken);
        }

        try
        {
            await using var connection = await database.ConnectAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await change(new(database.Provider, connection, transaction, cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            _line?.Release();
        }
    }
}
