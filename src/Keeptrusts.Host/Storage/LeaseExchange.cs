using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// One exchange with a gateway. The rule that keeps every cap: room is granted only while settled + outstanding + room ≤ cap, over all epochs and caps of
/// the account, whose row is locked. Nothing that was granted is ever free again before its owner, and nobody else, says what became of it.
/// </summary>
internal sealed class LeaseExchange(LeaseBook book, LeaseRequest request, DateTimeOffset now, TimeSpan validFor)
{
    /// <summary>Parts that what remains is cut into, for each gateway: small enough that idle slices are nothing near a cap's end.</summary>
    private const int Slices = 16;

    public async Task<LeaseReply> RunAsync()
    {
        var epoch = await book.EpochAsync(request.Epoch);
        if (request.Closing)
        {
            await CloseAsync(epoch);
            return Fenced;
        }

        if (epoch is { FencedAt: not null } or { ClosedAt: not null })
        {
            return Fenced;
        }

        await book.PutAsync(request.Epoch, new(request.Node, now + validFor, request.LongestCallSeconds, null, null, null));
        var nodes = request.Pools.Any(pool => pool.NeedGranted > 0) ? Math.Max(1, await book.LiveEpochsAsync(now)) : 1;
        var accounts = new Dictionary<BudgetKey, AccountRow>();
        var granted = new long[request.Pools.Count];
        foreach (var (index, report) in request.Pools.Index().InLockOrder(pool => pool.Item.Budget))
        {
            (accounts[report.Budget], granted[index]) = await TakeAsync(report, nodes);
        }

        return new() { Now = now, ValidForSeconds = (int)validFor.TotalSeconds, Pools = [.. request.Pools.Select((report, index) => Answer(report, granted[index], accounts[report.Budget]))] };
    }

    private LeaseReply Fenced => new() { Now = now, Fenced = true };

    private async Task<(AccountRow Account, long Granted)> TakeAsync(PoolReport report, long nodes)
    {
        var before = await book.AccountAsync(report.Budget);
        var known = await book.LeaseAsync(request.Epoch, report.Budget, report.CapNano);
        var old = known ?? LeaseRow.None with { Recall = before.Recall };
        var lease = Reported(old, report);
        var account = Moved(before, old, lease);
        var missing = report.NeedGranted - lease.Granted;
        var room = report.CapNano - account.Settled - account.Outstanding;
        if (missing > 0 && missing <= room && lease.Sequence == report.Sequence && !account.Blocked)
        {
            var more = Math.Min(room, Math.Max(report.WantGranted - lease.Granted, Math.Max(missing, room / (Slices * nodes))));
            lease = lease with { Granted = lease.Granted + more };
            account = account with { Outstanding = account.Outstanding + more };
        }

        if (lease != known)
        {
            await book.PutAsync(request.Epoch, report.Budget, report.CapNano, lease);
        }

        if (account != before)
        {
            await book.PutAsync(report.Budget, account);
        }

        return (account, lease.Granted);
    }

    private PoolGrant Answer(PoolReport report, long granted, AccountRow account) => new()
    {
        Budget = report.Budget,
        CapNano = report.CapNano,
        Granted = granted,
        AccountSettled = account.Settled,
        AccountOutstanding = account.Outstanding,
        Blocked = account.Blocked,
        Recall = account.RecallBy == request.Epoch ? 0 : account.Recall,
    };

    /// <summary>The last word of an epoch, from its journal: also what was booked for it is set right. Once; later ones change nothing.</summary>
    private async Task CloseAsync(EpochRow? epoch)
    {
        if (epoch?.ClosedAt is not null)
        {
            return;
        }

        var leases = (await book.LeasesAsync(request.Epoch)).ToDictionary(lease => (lease.Key, lease.Cap), lease => lease.Row);
        foreach (var report in request.Pools)
        {
            leases.TryAdd((report.Budget, report.CapNano), LeaseRow.None);
        }

        var said = request.Pools.ToDictionary(report => (report.Budget, report.CapNano));
        foreach (var ((budget, cap), old) in leases.InLockOrder(lease => lease.Key.Key))
        {
            // What nobody reported in the end is what was reported last; what was booked in its place goes.
            var unbooked = old.Settled - old.Booked;
            var last = said.GetValueOrDefault((budget, cap));
            var settled = Math.Max(unbooked, last?.Settled ?? 0);
            var lease = old with { Settled = settled, Returned = 0, Granted = settled, Overrun = Math.Max(old.Overrun, last?.Overrun ?? 0), Booked = 0 };
            var account = await book.AccountAsync(budget);
            if (Moved(account, old, lease) is var moved && moved != account)
            {
                await book.PutAsync(budget, moved);
            }
        }

        await book.ForgetLeasesAsync(request.Epoch);
        await book.PutAsync(request.Epoch, (epoch ?? new(request.Node, now, request.LongestCallSeconds, null, null, null)) with { ClosedAt = now });
    }

    private static LeaseRow Reported(LeaseRow lease, PoolReport report)
    {
        var (settled, returned) = (Math.Max(lease.Settled, report.Settled), Math.Max(lease.Returned, report.Returned));
        return new(
            report.CapNano == long.MaxValue ? settled + returned + report.Reserved : Math.Max(lease.Granted, settled + returned),
            settled,
            returned,
            report.Reserved,
            Math.Max(lease.Overrun, report.Overrun),
            lease.Booked,
            Math.Max(lease.Sequence, report.Sequence),
            Math.Max(lease.Recall, report.Recall));
    }

    private static AccountRow Moved(AccountRow account, LeaseRow old, LeaseRow lease) => account with
    {
        Settled = account.Settled + lease.Settled - old.Settled,
        Outstanding = account.Outstanding + lease.Outstanding - old.Outstanding,
        Overrun = account.Overrun + lease.Overrun - old.Overrun,
    };
}
