namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>One time of spending from leases: from a start of the gateway, or a fence, to the next.</summary>
/// <param name="id">Unique everywhere; <see langword="null"/> without an authority, where the gateway's budgets are its own and never run out of time.</param>
internal sealed class BudgetEpoch(string? id)
{
    private long _validUntil = long.MinValue;
    private volatile bool _over;

    public string? Id { get; } = id;

    /// <summary>Whether money of its leases may leave now; asked again immediately before a call is sent.</summary>
    /// <param name="timestamp">The monotonic clock.</param>
    public bool MaySpend(long timestamp) => Id is null || (!_over && timestamp < Volatile.Read(ref _validUntil));

    /// <summary>The authority extended the leases. A late answer never shortens them.</summary>
    public void Renew(long validUntil) => Volatile.Write(ref _validUntil, Math.Max(validUntil, Volatile.Read(ref _validUntil)));

    public void End() => _over = true;
}
