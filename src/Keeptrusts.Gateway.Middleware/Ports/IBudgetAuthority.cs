namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>
/// Where budgets are shared between gateways. It grants room under a cap only while settled + outstanding + room ≤ cap, over all gateways and all caps of
/// the budget; what was granted may be spent without asking again. Without one, a gateway's budgets are its own.
/// </summary>
public interface IBudgetAuthority
{
    /// <summary>Takes reports and grants room. Idempotent: the same request again changes nothing.</summary>
    /// <exception cref="Exception">The authority cannot be reached; the gateway goes on within what it has.</exception>
    Task<LeaseReply> ExchangeAsync(LeaseRequest request, CancellationToken cancellationToken);
}
