using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets.Cluster;

/// <summary>
/// Several gateways over one authority, and beside them a book of the attempts that knows nothing of leases: whatever goes wrong, what the attempts
/// hold and have settled never passes the cap, and when all is quiet the authority has exactly that.
/// </summary>
internal sealed class BudgetCluster : IDisposable
{
    private readonly Random _random;
    private readonly FakeTimeProvider _time;
    private readonly IAuthorityBook _book;
    private readonly ClusterNode[] _nodes;
    private readonly long[] _caps;
    private readonly bool _calm;
    private readonly bool _lossy;
    private readonly List<ClusterAttempt> _attempts = [];
    private int _next;

    public BudgetCluster(IBudgetAuthority authority, IAuthorityBook book, FakeTimeProvider time, Random random, int failuresIn100, bool lossy)
    {
        (_book, _random, _time, _calm, _lossy) = (book, random, time, failuresIn100 == 0, lossy);
        _caps = [.. Enumerable.Range(0, 3).Select(_ => random.NextInt64(50, 400))];
        _nodes = [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => new ClusterNode(new(authority, new(random.Next()), failuresIn100), time))];
    }

    public int Refused { get; private set; }

    /// <summary>All gateways return what is idle, as at a recall.</summary>
    public Task ReturnIdleAsync() => Task.WhenAll(_nodes.Select(node => node.Leases.FlushAsync(CancellationToken.None)));

    /// <summary>All gateways hear of a recall.</summary>
    public void Recall(BudgetKey budget, long number)
    {
        foreach (var node in _nodes)
        {
            node.Leases.Recall(budget, number);
        }
    }

    public async Task StepAsync()
    {
        var node = _random.Next(_nodes.Length);
        switch (_random.Next(24))
        {
            case < 10:
                await ReserveAsync(node);
                break;
            case < 18:
                await SettleAsync();
                break;
            case < 20:
                await _nodes[node].Leases.FlushAsync(CancellationToken.None);
                break;
            case < 21 when !_calm:
                Kill(node);
                break;
            case < 22 when !_calm:
                _nodes[node].Line.Cut = !_nodes[node].Line.Cut;
                break;
            case < 23 when !_calm:
                await _book.SweepAsync();
                break;
            default:
                _time.Advance(TimeSpan.FromSeconds(_random.Next(1, 1500)));
                break;
        }

        await CheckAsync();
    }

    public async Task QuietAsync()
    {
        foreach (var node in _nodes)
        {
            node.Line.Cut = false;
        }

        foreach (var attempt in _attempts.Where(attempt => attempt.Open).ToList())
        {
            await SettleAsync(attempt);
        }

        // Lines that still lose things need some tries.
        for (var round = 0; round < 40; round++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await ReturnIdleAsync();
        }

        await CheckAsync();
        foreach (var budget in _attempts.SelectMany(attempt => attempt.Budgets).Distinct())
        {
            var (settled, outstanding) = await _book.ReadAsync(budget);
            Assert.Equal(0, outstanding);
            Assert.InRange(settled, Of(budget).Sum(attempt => attempt.Least), Of(budget).Sum(attempt => attempt.Most));
        }
    }

    public void Dispose()
    {
        foreach (var node in _nodes)
        {
            node.Dispose();
        }
    }

    private async Task ReserveAsync(int index)
    {
        var node = _nodes[index];
        var id = "h" + _next++;
        var nano = _random.NextInt64(1, 40);
        int[] picked = [.. Enumerable.Range(0, _caps.Length).OrderBy(_ => _random.Next()).Take(_random.Next(1, 3))];
        var now = node.Ledger.Now;
        var seeker = new RoomSeeker(node.Ledger, node.Leases);
        List<(BudgetAccount Account, long? Cap)> charged =
            [.. picked.Select(i => (node.Ledger.Account((BudgetScope)i, "m", i == 2 ? BudgetWindow.Total : BudgetWindow.Hour, now), (long?)_caps[i]))];
        int full;
        while ((full = node.Ledger.TryReserve(id, nano, charged)) >= 0)
        {
            if (!await seeker.SeekAsync(charged, full, nano))
            {
                Refused++;
                var budget = charged[full].Account.Key;
                Assert.True(!_calm || Of(budget).Sum(attempt => attempt.Most) + nano > charged[full].Cap, "refused although the cap leaves enough");
                return;
            }
        }

        var attempt = new ClusterAttempt { Id = id, Node = index, Nano = nano, Budgets = [.. charged.Select(each => each.Account.Key)], Most = nano };
        _attempts.Add(attempt);
        await node.Ledger.PersistAsync(id);
        if (_calm)
        {
            Assert.True(node.Ledger.MaySend(id));
        }

        if (!node.Ledger.MaySend(id))
        {
            await SettleAsync(attempt, 0); // Fenced between the two: nothing leaves.
        }
    }

    private async Task SettleAsync()
    {
        if (_attempts.Where(attempt => attempt.Open).ToList() is { Count: > 0 } open)
        {
            await SettleAsync(open[_random.Next(open.Count)]);
        }
    }

    private async Task SettleAsync(ClusterAttempt attempt, long? spent = null)
    {
        var nano = spent ?? _random.NextInt64(0, attempt.Nano + 1);
        var node = _nodes[attempt.Node];
        var (line, _) = node.Ledger.Settle(attempt.Id, nano);
        Assert.NotNull(line);
        Assert.Null(node.Ledger.Settle(attempt.Id, attempt.Nano).Line);
        (attempt.Open, attempt.Least, attempt.Most) = (false, nano, nano);
        if (!_lossy || _random.Next(4) > 0)
        {
            await node.Journal.AppendAsync(line.Value);
        }
        else
        {
            attempt.Most = attempt.Nano; // A crash may find it open.
        }
    }

    private void Kill(int index)
    {
        _nodes[index].Restart();
        foreach (var attempt in _attempts.Where(attempt => attempt.Node == index && attempt.Open))
        {
            (attempt.Open, attempt.Least, attempt.Most) = (false, attempt.Nano, attempt.Nano);
        }
    }

    private IEnumerable<ClusterAttempt> Of(BudgetKey budget) => _attempts.Where(attempt => attempt.Budgets.Contains(budget));

    private async Task CheckAsync()
    {
        foreach (var budget in _attempts.SelectMany(attempt => attempt.Budgets).Distinct())
        {
            var cap = _caps[(int)budget.Scope];
            var (settled, outstanding) = await _book.ReadAsync(budget);
            Assert.True(settled + outstanding <= cap, "the authority's book passes the cap");
            Assert.True(Of(budget).Sum(attempt => attempt.Open ? attempt.Nano : attempt.Least) <= settled + outstanding, "attempts have more than was granted");
        }
    }
}
