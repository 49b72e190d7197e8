using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Events.Trail;
using Keeptrusts.Host.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Host.Tests.Running;

/// <summary>Everything between a journal and a verified export, over one database.</summary>
internal sealed class TestTrail(ControlDatabase database) : IDisposable
{
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));

    public CheckpointKey Key { get; } = CheckpointKey.Create();

    public TrailStore Store { get; } = new(database);

    public EventStore Events { get; } = new(database);

    public EventArrivals Arrivals { get; } = new();

    public EventService Service => field ??= new(Events, new AuditStore(database), new AuditTrail(Time), Arrivals, Time);

    public CheckpointKeeper Keeper => field ??= new(Key, Time);

    public EventIntake Intake => field ??= new(Events, Store, Keeper, Arrivals);

    public async Task<List<string>> ExportAsync(EventFilter? filter = null, Principal? caller = null)
    {
        var lines = new List<string>();
        await foreach (var line in new EventExport(Store, Key, Time).LinesAsync(caller ?? Principal.Host, filter ?? new(), CancellationToken.None))
        {
            lines.Add(line);
        }

        return [.. lines, TrailLine.End];
    }

    public TrailReport Verify(IEnumerable<string> lines, params Keeptrusts.Host.Records.Checkpoint[] given)
    {
        using var keys = new PublicKeys();
        Assert.True(keys.TryAdd(Key.PublicPem));
        var verifier = new TrailVerifier(keys, trustHeader: false);
        foreach (var checkpoint in given)
        {
            verifier.Expect(checkpoint);
        }

        foreach (var line in lines)
        {
            verifier.Take(line);
        }

        return verifier.Complete();
    }

    public void Dispose() => Key.Dispose();
}
