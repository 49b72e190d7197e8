namespace Keeptrusts.Host.Storage;

/// <summary>
/// What becomes of a gateway that does not come back: its leases are fenced when they run out, and when none of its calls can run any more, what it had
/// left counts as spent. Nothing is set free: only its own journal can say that less was spent.
/// </summary>
internal sealed class LeaseFence(LeaseBook book, DateTimeOffset now)
{
    /// <returns>The gateway's name where it was declared gone by this.</returns>
    public async Task<string?> RunAsync(string epoch)
    {
        if (await book.EpochAsync(epoch) is not { ClosedAt: null, BookedAt: null } row || row.ExpiresAt >= now)
        {
            return null;
        }

        var fenced = row.FencedAt is null ? row with { FencedAt = now } : row;
        if (now > row.ExpiresAt.AddSeconds(row.LongestCallSeconds))
        {
            fenced = fenced with { BookedAt = now };
            foreach (var (key, cap, lease) in (await book.LeasesAsync(epoch)).Where(lease => lease.Row.Outstanding > 0).InLockOrder(lease => lease.Key))
            {
                var rest = lease.Outstanding;
                var account = await book.AccountAsync(key);
                await book.PutAsync(key, account with { Settled = account.Settled + rest, Outstanding = account.Outstanding - rest });
                await book.PutAsync(epoch, key, cap, lease with { Settled = lease.Settled + rest, Booked = lease.Booked + rest });
            }
        }

        if (fenced != row)
        {
            await book.PutAsync(epoch, fenced);
        }

        return row.FencedAt is null ? row.Node : null;
    }
}
