using Keeptrusts.Gateway.Middleware.Nodes;

namespace Keeptrusts.Host.Tests.Runtime.Counters;

/// <summary>The way to the database: whole, cut, or losing the answers.</summary>
internal sealed class FlakyAuthority(INodeAuthority inner) : INodeAuthority
{
    public bool IsCut { get; set; }

    public bool LosesAnswers { get; set; }

    public Task<NodeStart> BeginAsync(NodeFacts facts, CancellationToken cancellationToken) => OverAsync(() => inner.BeginAsync(facts, cancellationToken));

    public Task<NodeReply> ExchangeAsync(NodeExchange exchange, CancellationToken cancellationToken) => OverAsync(() => inner.ExchangeAsync(exchange, cancellationToken));

    public Task EndAsync(string nodeId, long epoch, CancellationToken cancellationToken) => inner.EndAsync(nodeId, epoch, cancellationToken);

    private async Task<T> OverAsync<T>(Func<Task<T>> ask)
    {
        if (IsCut)
        {
            throw new TimeoutException();
        }

        var answer = await ask();
        return LosesAnswers ? throw new TimeoutException() : answer;
    }
}
