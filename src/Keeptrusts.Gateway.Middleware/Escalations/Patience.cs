using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Escalations;

/// <summary>How long a call waits for decisions: as long as the most patient policy says, from now; a stream does not wait, since it would stay silent.</summary>
internal sealed class Patience : IDisposable
{
    private readonly CancellationTokenSource? _hold;
    private readonly CancellationTokenSource? _either;

    public Patience(EscalatedCall call, IReadOnlyList<EscalatingPolicy> policies, TimeProvider time)
    {
        HungUp = call.Record.Call.HungUp;
        var rules = call.Scope.Approvals.Where(rule => policies.Any(policy => policy.Name == rule.Policy));
        var seconds = call.Request.Stream ? 0 : rules.Select(rule => rule.HoldSeconds).DefaultIfEmpty().Max();
        if (seconds > 0)
        {
            _hold = new(TimeSpan.FromSeconds(seconds), time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_hold.Token, HungUp);
        }
    }

    /// <summary>Set when the caller has gone.</summary>
    public CancellationToken HungUp { get; }

    /// <summary>Waits for one decision, within what is left.</summary>
    /// <returns>Where it stands then.</returns>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public async ValueTask<EscalationTicket> WaitAsync(IEscalationDesk desk, EscalationTicket ticket)
    {
        if (ticket.State != EscalationState.Pending || _either is null || _hold!.IsCancellationRequested)
        {
            return ticket;
        }

        try
        {
            return await desk.WaitAsync(ticket.Id, _either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!HungUp.IsCancellationRequested)
        {
            return ticket;
        }
    }

    public void Dispose()
    {
        _either?.Dispose();
        _hold?.Dispose();
    }
}
