using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events.Trail;

/// <summary>
/// Writes events as lines that can be checked without the database: whole chains, or the parts between the checkpoints around what was asked for. An
/// event that does not fit the filter, or that the caller may not see, is there as its link only.
/// </summary>
internal sealed class EventExport(ITrailStore trail, CheckpointKey key, TimeProvider time)
{
    public async IAsyncEnumerable<string> LinesAsync(Principal caller, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var confined = filter with { Confinement = caller.Confinement };
        yield return TrailLine.Header(time.GetUtcNow(), filter.IsOpen, [key.PublicPem]);
        foreach (var extent in await trail.ChainsAsync(cancellationToken))
        {
            await foreach (var line in ChainAsync(extent, confined, filter.IsOpen, cancellationToken))
            {
                yield return line;
            }
        }
    }

    private async IAsyncEnumerable<string> ChainAsync(ChainExtent extent, EventFilter filter, bool isWhole, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var checkpoints = new Queue<Checkpoint>(await trail.CheckpointsAsync(extent.Chain, cancellationToken));
        var (from, to) = (1L, long.MaxValue);
        if (!isWhole)
        {
            if (await trail.RangeAsync(extent.Chain, filter, cancellationToken) is not { } range)
            {
                yield break;
            }

            from = checkpoints.LastOrDefault(c => c.Position < range.First) is { } before ? before.Position + 1 : 1;
            to = checkpoints.FirstOrDefault(c => c.Position >= range.Last)?.Position ?? long.MaxValue;
            checkpoints = new(checkpoints.Where(c => c.Position >= from - 1 && c.Position <= to));
        }

        // What stands before the first event anchors it.
        while (checkpoints.TryPeek(out var first) && (first.IsBoundary || first.Position < from))
        {
            yield return TrailLine.Checkpoint(checkpoints.Dequeue());
        }

        var after = long.MinValue;
        while (await trail.LinksAsync(extent.Chain, after, from, to, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var item in page)
            {
                yield return filter.Fits(item) ? item.Json : TrailLine.Omitted(item);
                if (Mismatches(item) is { Count: > 0 } columns)
                {
                    yield return TrailLine.Mismatch(item, columns);
                }

                while (checkpoints.TryPeek(out var next) && next.Position <= item.Position)
                {
                    yield return TrailLine.Checkpoint(checkpoints.Dequeue());
                }
            }

            after = page[^1].Sequence;
        }

        foreach (var rest in checkpoints)
        {
            yield return TrailLine.Checkpoint(rest);
        }
    }

    private static List<string> Mismatches(StoredEvent row)
    {
        StoredEvent said;
        try
        {
            said = ShippedEventFactory.Of(Encoding.UTF8.GetBytes(row.Json)).Row;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return []; // The line itself will be found.
        }

        return
        [
            .. Comparisons.Where(column => !Equals(column.Of(row), column.Of(said))).Select(column => column.Name),
        ];
    }

    private static readonly (string Name, Func<StoredEvent, object?> Of)[] Comparisons =
    [
        ("Id", e => e.Id), ("RequestId", e => e.RequestId), ("EventType", e => e.EventType), ("Timestamp", e => e.Timestamp), ("Gateway", e => e.Gateway),
        ("Chain", e => e.Chain), ("Position", e => e.Position), ("ExpiresAt", e => e.ExpiresAt), ("TeamId", e => e.TeamId), ("KeyId", e => e.KeyId), ("KeyName", e => e.KeyName),
        ("UserId", e => e.UserId), ("Model", e => e.Model), ("Provider", e => e.Provider), ("Verdict", e => e.Verdict), ("ReasonCode", e => e.ReasonCode),
        ("Status", e => e.Status), ("CostNano", e => e.CostNano), ("Fired", e => e.Fired),
    ];
}
