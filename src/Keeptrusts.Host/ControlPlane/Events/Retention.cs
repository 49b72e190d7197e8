using Keeptrusts.Host.ControlPlane.Events.Trail;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>
/// Deletes events whose time is over. A chain is cut from its beginning only, up to the first event that is still to be kept, and a signed boundary
/// stays, from which the rest still verifies.
/// </summary>
/// <param name="trail">The chains.</param>
/// <param name="checkpoints">Signs the boundaries.</param>
/// <param name="days">Days that events are kept whose policy does not say; <see langword="null"/>: for ever.</param>
/// <param name="time">The clock.</param>
internal sealed class Retention(ITrailStore trail, CheckpointKeeper checkpoints, int? days, TimeProvider time)
{
    /// <summary>The longest period that Velocity looks back over: of that, figures stay when their events go.</summary>
    private static readonly TimeSpan OpeningsKept = TimeSpan.FromDays(366);

    /// <summary>Deletes what may go now.</summary>
    /// <returns>The number of events deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var keepSince = days is { } kept ? now.AddDays(-kept) : (DateTimeOffset?)null;
        var deleted = 0;
        foreach (var extent in await trail.ChainsAsync(cancellationToken))
        {
            if (await trail.LastExpiredAsync(extent.Chain, now, keepSince, cancellationToken) is { } last)
            {
                deleted += await trail.CutAsync(checkpoints.Boundary(last), cancellationToken);
            }
        }

        await trail.ForgetOpeningsAsync(now - OpeningsKept, cancellationToken);
        return deleted;
    }
}
