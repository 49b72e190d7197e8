using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets.Cluster;

/// <summary>The plainest authority that keeps the rules: one lock, one dictionary.</summary>
internal sealed class FakeAuthority(TimeProvider time) : IBudgetAuthority, IAuthorityBook
{
    private const int ValidForSeconds = 30;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Epoch> _epochs = [];
    private readonly Dictionary<BudgetKey, (long Booked, long Overrun, long Cleared)> _accounts = [];

    /// <summary>Asks all gateways to return what is idle.</summary>
    public Func<BudgetKey, Task> OnRecall { get; set; } = _ => Task.CompletedTask;

    public async Task<LeaseReply> ExchangeAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        var reply = Take(request);
        for (var i = 0; request.PatienceMs > 0 && i < reply.Pools.Count; i++)
        {
            if (reply.Pools[i].Granted < request.Pools[i].NeedGranted)
            {
                await OnRecall(request.Pools[i].Budget);
                reply = Take(request);
            }
        }

        return reply;
    }

    public Task SweepAsync()
    {
        lock (_gate)
        {
            foreach (var epoch in _epochs.Values.Where(epoch => !epoch.Over && epoch.Expires < time.GetUtcNow() && epoch.Leases.Values.Any(lease => lease.Outstanding > 0)))
            {
                epoch.Over = true;
            }
        }

        return Task.CompletedTask;
    }

    public Task<(long Settled, long Outstanding)> ReadAsync(BudgetKey budget)
    {
        lock (_gate)
        {
            return Task.FromResult((Settled(budget), Outstanding(budget)));
        }
    }

    public void Clear(BudgetKey budget)
    {
        lock (_gate)
        {
            var account = _accounts.GetValueOrDefault(budget);
            _accounts[budget] = account with { Cleared = Overrun(budget) };
        }
    }

    private LeaseReply Take(LeaseRequest request)
    {
        lock (_gate)
        {
            if (!_epochs.TryGetValue(request.Epoch, out var epoch))
            {
                _epochs[request.Epoch] = epoch = new();
            }

            if (request.Closing && !epoch.Closed)
            {
                foreach (var report in request.Pools)
                {
                    epoch.Lease(report).Report(report);
                }

                epoch.Close();
            }

            if (epoch.Over)
            {
                return new() { Now = time.GetUtcNow(), Fenced = true };
            }

            epoch.Expires = time.GetUtcNow().AddSeconds(ValidForSeconds);
            foreach (var report in request.Pools)
            {
                var lease = epoch.Lease(report);
                lease.Report(report);
                var missing = report.NeedGranted - lease.Granted;
                var room = report.CapNano - Settled(report.Budget) - Outstanding(report.Budget);
                if (missing > 0 && lease.Sequence == report.Sequence && missing <= room && !Blocked(report.Budget))
                {
                    lease.Granted += Math.Min(room, Math.Max(report.WantGranted - lease.Granted, room / 8));
                }
            }

            return new() { Now = time.GetUtcNow(), ValidForSeconds = ValidForSeconds, Pools = [.. request.Pools.Select(report => Grant(epoch, report))] };
        }
    }

    private PoolGrant Grant(Epoch epoch, PoolReport report) => new()
    {
        Budget = report.Budget,
        CapNano = report.CapNano,
        Granted = epoch.Lease(report).Granted,
        AccountSettled = Settled(report.Budget),
        AccountOutstanding = Outstanding(report.Budget),
        Blocked = Blocked(report.Budget),
    };

    private bool Blocked(BudgetKey budget) => Overrun(budget) > _accounts.GetValueOrDefault(budget).Cleared;

    private long Settled(BudgetKey budget) => Leases(budget).Sum(lease => lease.Settled);

    private long Outstanding(BudgetKey budget) => Leases(budget).Sum(lease => lease.Outstanding);

    private long Overrun(BudgetKey budget) => Leases(budget).Sum(lease => lease.Overrun);

    private IEnumerable<Lease> Leases(BudgetKey budget) => _epochs.Values.SelectMany(epoch => epoch.Leases).Where(lease => lease.Key.Budget == budget).Select(lease => lease.Value);

    private sealed class Epoch
    {
        public Dictionary<(BudgetKey Budget, long Cap), Lease> Leases { get; } = [];

        public DateTimeOffset Expires { get; set; }

        public bool Over { get; set; }

        public bool Closed { get; private set; }

        public Lease Lease(PoolReport report) =>
            Leases.TryGetValue((report.Budget, report.CapNano), out var lease) ? lease : Leases[(report.Budget, report.CapNano)] = new(report.CapNano == long.MaxValue);

        public void Close()
        {
            (Over, Closed) = (true, true);
            foreach (var lease in Leases.Values)
            {
                Assert.True(lease.Outstanding >= 0, "more was settled than granted");
                lease.Granted = lease.Settled + lease.Returned;
            }
        }
    }

    private sealed class Lease(bool uncapped)
    {
        public long Granted { get; set; }

        public long Settled { get; private set; }

        public long Returned { get; private set; }

        public long Overrun { get; private set; }

        public int Sequence { get; private set; }

        public long Outstanding => Granted - Settled - Returned;

        public void Report(PoolReport report)
        {
            Sequence = Math.Max(Sequence, report.Sequence);
            Settled = Math.Max(Settled, report.Settled);
            Returned = Math.Max(Returned, report.Returned);
            Overrun = Math.Max(Overrun, report.Overrun);
            Granted = uncapped ? Settled + Returned + report.Reserved : Granted;
            Assert.True(Outstanding >= 0, "more was settled and returned than granted");
        }
    }
}
