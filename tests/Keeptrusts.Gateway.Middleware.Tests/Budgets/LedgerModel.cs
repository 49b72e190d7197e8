using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets;

/// <summary>A ledger and beside it the plainest book that could be kept: what is in memory, and what a crash leaves of it.</summary>
internal sealed class LedgerModel(TempFolder folder, Random random, long segmentBytes, bool lossy) : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<int, long> _settled = [];
    private readonly List<Entry> _holds = [];
    private Journal _journal = Journals.Open(folder, segmentBytes: segmentBytes);
    private BudgetLedger? _ledger;
    private int _next;

    private BudgetLedger Ledger => _ledger ??= new(_journal);

    public async Task StepAsync(long[] hardCaps)
    {
        switch (random.Next(10))
        {
            case < 4:
                await ReserveAsync(hardCaps);
                break;
            case < 9:
                await SettleAsync();
                break;
            default:
                Crash();
                break;
        }

        Check(hardCaps);
    }

    public async Task QuietAsync(long[] hardCaps)
    {
        foreach (var hold in _holds.Where(hold => hold.Open).ToList())
        {
            await SettleAsync(hold, hold.Nano / 2);
        }

        Check(hardCaps);
        for (var i = 0; i < hardCaps.Length; i++)
        {
            Assert.Equal(0, Ledger.Read(Account(i)).Reserved);
        }
    }

    public void Dispose() => _journal.Dispose();

    private BudgetAccount Account(int index) =>
        Ledger.Account((BudgetScope)(index % 4), "m" + (index / 4), (BudgetWindow)(index % 5), Now);

    private async Task ReserveAsync(long[] hardCaps)
    {
        int[] accounts = [.. Enumerable.Range(0, hardCaps.Length).OrderBy(_ => random.Next()).Take(random.Next(1, 4))];
        var nano = random.NextInt64(0, 40);
        var id = "h" + _next++;
        var expected = Array.FindIndex(accounts, account => hardCaps[account] > 0 && (Closed(account) || Settled(account) + Reserved(account) + nano > hardCaps[account]));
        Assert.Equal(expected, Ledger.TryReserve(id, nano, [.. accounts.Select(account => (Account(account), hardCaps[account] > 0 ? hardCaps[account] : (long?)null))]));
        if (expected >= 0)
        {
            return;
        }

        var hold = new Entry(id, nano, accounts) { Open = true, Capped = accounts.Any(account => hardCaps[account] > 0) };
        _holds.Add(hold);
        if (!lossy || random.Next(6) > 0)
        {
            await Ledger.PersistAsync(id);
            hold.Written = true;
            _holds.ForEach(earlier => earlier.SettledOnDisk |= !earlier.Open); // No hold is written before the ends that made room for it.
        }
    }

    private async Task SettleAsync()
    {
        if (_holds.Count > 0)
        {
            var hold = _holds[random.Next(_holds.Count)];
            await SettleAsync(hold, random.NextInt64(0, random.Next(12) == 0 ? 60 : hold.Nano + 1));
        }
    }

    private async Task SettleAsync(Entry hold, long nano)
    {
        var (line, overrun) = Ledger.Settle(hold.Id, nano);
        Assert.Equal(hold.Open, line is not null);
        if (line is null)
        {
            Assert.Equal(0, overrun);
            return;
        }

        Assert.Equal(hold.Capped ? Math.Max(0, nano - hold.Nano) : 0, overrun);
        (hold.Open, hold.Spent, hold.Overrun) = (false, hold.Capped ? Math.Min(nano, hold.Nano) : nano, overrun);
        Add(hold, hold.Spent);
        if (!lossy || random.Next(6) > 0)
        {
            await _journal.AppendAsync(line.Value);
            hold.SettledOnDisk = true;
        }
    }

    // What is on disk stays; a hold that is there without its end counts in full; what never got there is gone.
    private void Crash()
    {
        foreach (var hold in _holds)
        {
            var remembered = hold.Open ? 0 : hold.Spent;
            var recovered = !hold.Written ? 0 : hold.SettledOnDisk ? hold.Spent : hold.Nano;
            Add(hold, recovered - remembered);
            hold.Overrun = hold.Written && hold.SettledOnDisk && !hold.Open ? hold.Overrun : 0;
            (hold.Open, hold.Spent, hold.SettledOnDisk) = (false, recovered, true);
        }

        _journal.Dispose();
        _journal = Journals.Open(folder, segmentBytes: segmentBytes);
        _ledger = null;
    }

    private void Add(Entry hold, long nano)
    {
        foreach (var account in hold.Accounts)
        {
            _settled[account] = Settled(account) + nano;
        }
    }

    // Whoever was billed more than it reserved closes its budgets that have a cap.
    private bool Closed(int account) => _holds.Exists(hold => hold.Overrun > 0 && hold.Accounts.Contains(account));

    private long Settled(int account) => _settled.GetValueOrDefault(account);

    private long Reserved(int account) => _holds.Where(hold => hold.Open && hold.Accounts.Contains(account)).Sum(hold => hold.Nano);

    private void Check(long[] hardCaps)
    {
        for (var i = 0; i < hardCaps.Length; i++)
        {
            var (settled, reserved) = Ledger.Read(Account(i));
            Assert.Equal((Settled(i), Reserved(i)), (settled, reserved));
            Assert.True(hardCaps[i] == 0 || settled + reserved <= hardCaps[i]);
        }
    }

    private sealed class Entry(string id, long nano, int[] accounts)
    {
        public string Id { get; } = id;

        public long Nano { get; } = nano;

        public int[] Accounts { get; } = accounts;

        public bool Open { get; set; }

        public bool Capped { get; init; }

        public bool Written { get; set; }

        public bool SettledOnDisk { get; set; }

        public long Spent { get; set; }

        public long Overrun { get; set; }
    }
}
