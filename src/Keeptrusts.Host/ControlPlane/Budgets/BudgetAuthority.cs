using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>
/// Shares budgets between gateways, over the database: any number of control planes may do so at once. Where a gateway has patience, others are asked to
/// return what is idle before it hears that there is no room.
/// </summary>
internal sealed class BudgetAuthority(ILeaseStore store, TimeProvider time) : IBudgetAuthority
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Who hears of recalls.</summary>
    public List<IRecallNotice> Notices { get; } = [];

    public async Task<LeaseReply> ExchangeAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        var reply = await store.ExchangeAsync(request, cancellationToken);
        if (request.PatienceMs <= 0 || Unmet(request, reply) is not { } missing)
        {
            return reply;
        }

        var number = await store.RecallAsync(missing, request.Epoch, cancellationToken);
        foreach (var notice in Notices)
        {
            notice.Recalled(missing, number);
        }

        var begun = time.GetTimestamp();
        var hope = true;
        while (hope && time.GetElapsedTime(begun).TotalMilliseconds < request.PatienceMs)
        {
            // Read before it is asked: what returns in between is found.
            hope = await store.OthersMayReturnAsync(missing, request.Epoch, cancellationToken);
            reply = await store.ExchangeAsync(request, cancellationToken);
            if (Unmet(request, reply) is null)
            {
                break;
            }

            if (hope)
            {
                await Task.Delay(Look, time, cancellationToken);
            }
        }

        return reply;
    }

    private static BudgetKey? Unmet(LeaseRequest request, LeaseReply reply)
    {
        for (var i = 0; i < reply.Pools.Count; i++)
        {
            if (reply.Pools[i].Granted < request.Pools[i].NeedGranted)
            {
                return request.Pools[i].Budget;
            }
        }

        return null;
    }
}
