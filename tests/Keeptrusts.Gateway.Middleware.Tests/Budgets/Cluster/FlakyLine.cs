using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets.Cluster;

/// <summary>The way between one gateway and the authority: it loses requests and answers, repeats requests, and delivers old ones late.</summary>
internal sealed class FlakyLine(IBudgetAuthority authority, Random random, int failuresIn100) : IBudgetAuthority
{
    private readonly Lock _gate = new();
    private LeaseRequest? _old;

    public bool Cut { get; set; }

    public async Task<LeaseReply> ExchangeAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        var (fate, old) = Draw(request);
        if (Cut || fate == 0)
        {
            throw new IOException("lost on the way");
        }

        if (fate == 3 && old is not null)
        {
            await authority.ExchangeAsync(old with { PatienceMs = 0 }, cancellationToken);
        }

        var reply = await authority.ExchangeAsync(request, cancellationToken);
        if (fate == 2)
        {
            reply = await authority.ExchangeAsync(request, cancellationToken);
        }

        return fate == 1 ? throw new IOException("lost on the way back") : reply;
    }

    private (int Fate, LeaseRequest? Old) Draw(LeaseRequest request)
    {
        lock (_gate)
        {
            var old = _old;
            _old = random.Next(3) == 0 ? request : _old;
            return (random.Next(100) < failuresIn100 ? random.Next(4) : 9, old);
        }
    }
}
