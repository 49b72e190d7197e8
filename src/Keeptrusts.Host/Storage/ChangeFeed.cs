using Keeptrusts.Host.ControlPlane.Changes;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

internal sealed class ChangeFeed(ControlDatabase database, TimeProvider time) : IChangeFeed
{
    private const string Newest = """SELECT COALESCE(MAX("Sequence"), 0) FROM "changes" """;
    private const string After = """SELECT * FROM "changes" WHERE "Sequence" >= @p0 ORDER BY "Sequence" LIMIT 1000""";

    private const string Objects = """SELECT DISTINCT "ObjectId" FROM "changes" WHERE "Topic" = @p0""";

    // The newest stays, so that nobody takes an empty table for one in which nothing ever happened.
    private const string Prune = """DELETE FROM "changes" WHERE "At" < @p0 AND "Sequence" < (SELECT MAX("Sequence") FROM "changes")""";

    public async Task<long> NewestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return (await connection.QueryAsync(Newest, [], row => row.GetInt64(0), cancellationToken))[0];
    }

    public async Task<IReadOnlyList<Change>?> AfterAsync(long sequence, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var rows = await connection.QueryAsync(
            After,
            [sequence],
            row => new Change { Sequence = row.Number("Sequence"), Topic = row.Text("Topic")!, ObjectId = row.Text("ObjectId")!, At = row.Time("At") },
            cancellationToken);

        // The one that was seen last must still be there; without it, others behind it may be gone as well.
        return sequence == 0 ? rows
            : rows is [{ } seen, ..] && seen.Sequence == sequence ? rows[1..]
            : null;
    }

    public async Task<IReadOnlyList<string>> ObjectsAsync(string topic, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync(Objects, [topic], row => row.Text("ObjectId")!, cancellationToken);
    }

    public async Task<IChangeEar> ListenAsync(CancellationToken cancellationToken) => database.Provider == DatabaseProvider.PostgreSql
        ? await PostgreSqlEar.OpenAsync(database, cancellationToken)
        : new PollingEar(time);

    public async Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await connection.ExecuteAsync(Prune, [before.UtcTicks], cancellationToken);
    }

    /// <summary>A file belongs to one process, which sees its own changes anyway; this is for nodes that are linked to it.</summary>
    private sealed class PollingEar(TimeProvider time) : IChangeEar
    {
        private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

        public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Interval, time, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
