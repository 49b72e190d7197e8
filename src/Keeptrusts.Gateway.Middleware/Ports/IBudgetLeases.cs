namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>The gateway's side of its leases, for the host. The gateway supplies it.</summary>
public interface IBudgetLeases
{
    /// <summary>Since when the authority does not answer, so that only leased room is spent; <see langword="null"/> while it does, and where there is none.</summary>
    DateTimeOffset? LeasesOnlySince { get; }

    /// <summary>Another gateway has no room of this budget: returns at once what is idle here. Does not wait.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="number">The recall's number, as in <see cref="PoolGrant.Recall"/>.</param>
    void Recall(BudgetKey budget, long number);

    /// <summary>Reports everything and returns all idle room, so that the authority's book is up to date.</summary>
    Task FlushAsync(CancellationToken cancellationToken);
}
