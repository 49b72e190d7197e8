using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime.Changes;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keeptrusts.Host.Tests.Runtime.Changes;

public sealed class ChangeWatcherTests
{
    [Theory, ClassData(typeof(EachDatabase))]
    public async Task CatchUp_ChangesOfAnother_AreTakenOverOnce(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var (watcher, heard) = await WatchAsync(test.Database);

        await AppendAsync(await test.OpenAsync(), ("token", "key_1"), ("team", "search"), ("token", "key_1"));
        await watcher.CatchUpAsync(CancellationToken.None);
        await watcher.CatchUpAsync(CancellationToken.None);

        Assert.Equal(["token key_1"], heard);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task CatchUp_ChangesForgotten_ReadsEverythingAgain(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        await AppendAsync(test.Database, ("token", "key_0"));
        var (watcher, heard) = await WatchAsync(test.Database);

        await AppendAsync(test.Database, ("token", "key_1"), ("token", "key_2"));
        await new ChangeFeed(test.Database, TimeProvider.System).PruneAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        await watcher.CatchUpAsync(CancellationToken.None);

        Assert.Equal(["token"], heard);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Run_ChangeOfAnother_IsHeard(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var (watcher, heard) = await WatchAsync(test.Database);
        using var stop = new CancellationTokenSource();
        var running = watcher.RunAsync(stop.Token);

        for (var i = 0; i < 5; i++)
        {
            var next = watcher.Next;
            await AppendAsync(await test.OpenAsync(), ("token", $"key_{i}"));
            await next.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        await running;
        Assert.Equal(5, heard.Count);
    }

    [Fact]
    public async Task Append_ManyAtOnce_AreSeenInOrderAndNoneIsMissed()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);
        var (watcher, heard) = await WatchAsync(test.Database);
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await AppendAsync(test.Database, ("token", $"{writer}-{i}"));
            }
        })));
        while (!writing.IsCompleted)
        {
            await watcher.CatchUpAsync(CancellationToken.None);
        }

        await writing;
        await watcher.CatchUpAsync(CancellationToken.None);
        Assert.Equal(200, heard.Distinct().Count());
        Assert.Equal(200, heard.Count);
    }

    private static async Task<(ChangeWatcher Watcher, List<string> Heard)> WatchAsync(ControlDatabase database)
    {
        var watcher = new ChangeWatcher(new ChangeFeed(database, TimeProvider.System), TimeProvider.System, NullLogger<ChangeWatcher>.Instance);
        var heard = new List<string>();
        watcher.On(ChangeTopics.Token, (ids, _) =>
        {
            heard.AddRange(ids.Count == 0 ? ["token"] : ids.Select(id => $"token {id}"));
            return Task.CompletedTask;
        });
        await watcher.BeginAsync(CancellationToken.None);
        return (watcher, heard);
    }

    private static async Task AppendAsync(ControlDatabase database, params (string Topic, string Id)[] changes)
    {
        foreach (var (topic, id) in changes)
        {
            await using var connection = await database.ConnectAsync(CancellationToken.None);
            await using var transaction = await connection.BeginTransactionAsync();
            await ChangeLog.AppendAsync(connection, transaction, topic, id, TimeProvider.System.GetUtcNow(), CancellationToken.None);
            await transaction.CommitAsync();
        }
    }
}
