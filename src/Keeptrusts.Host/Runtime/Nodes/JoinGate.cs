using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Counters;

namespace Keeptrusts.Host.Runtime.Nodes;

/// <summary>
/// The way in for other nodes where the database is a file: all of them come through this process. As long as nobody does, its gateway counts by itself;
/// before the first is let in, what was counted is told.
/// </summary>
#pragma warning disable CA1001 // A semaphore whose handle nobody asks for holds nothing to dispose of.
internal sealed class JoinGate(INodeAuthority inner, NodePulse pulse, LeasedCounters counters) : INodeAuthority
#pragma warning restore CA1001
{
    // A session that had ended is begun anew by the first, and told by the second.
    private const int MostTries = 2;

    private readonly SemaphoreSlim _one = new(1);
    private volatile bool _isOpen;

    public async Task<NodeStart> BeginAsync(NodeFacts facts, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        return await inner.BeginAsync(facts, cancellationToken);
    }

    public async Task<NodeReply> ExchangeAsync(NodeExchange exchange, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        return await inner.ExchangeAsync(exchange, cancellationToken);
    }

    public Task EndAsync(string nodeId, long epoch, CancellationToken cancellationToken) => inner.EndAsync(nodeId, epoch, cancellationToken);

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
        {
            return;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            counters.Join();
            for (var i = 0; !_isOpen && i < MostTries; i++)
            {
                _isOpen = await pulse.ExchangeAsync(everything: true, cancellationToken);
            }
        }
        finally
        {
            _one.Release();
        }

        if (!_isOpen)
        {
            throw new TimeoutException("what this gateway counted cannot be told yet");
        }
    }
}
