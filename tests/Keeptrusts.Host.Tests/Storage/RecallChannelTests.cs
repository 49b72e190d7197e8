using System.Threading.Channels;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Storage;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.Tests.Storage;

/// <summary>What control planes over one PostgreSQL tell each other of recalls.</summary>
public sealed class RecallChannelTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(BudgetScope.Team, "search", BudgetWindow.Day)]
    [InlineData(BudgetScope.UserTemplate, "ada|b/standard-dev", BudgetWindow.Total)]
    public void Notice_WrittenAndRead_IsTheSame(BudgetScope scope, string id, BudgetWindow window)
    {
        var budget = new BudgetKey(scope, id, window, Day);
        Assert.Equal((budget, 7), RecallChannel.Read(RecallChannel.Write(budget, 7)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("team|day|1|2")]
    [InlineData("planet|day|1|2|x")]
    [InlineData("team|day|x|2|x")]
    [InlineData("team|day|1|-2|x")]
    [InlineData("team|day|9223372036854775807|2|x")]
    public void Notice_OfAnotherVersion_SaysNothing(string text) => Assert.Null(RecallChannel.Read(text));

    [Fact]
    public async Task Recall_OfOneProcess_IsHeardByTheOtherAlsoAfterItsConnectionBroke()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);
        var here = new RecallChannel(test.Database, TimeProvider.System);
        var there = new RecallChannel(await test.OpenAsync(), TimeProvider.System);
        var heard = Channel.CreateUnbounded<(BudgetKey Budget, long Number)>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var listening = there.RunAsync((budget, number) => heard.Writer.TryWrite((budget, number)), stop.Token);

        await HearAsync(here, heard.Reader, "search", stop.Token);
        await using (var connection = await test.Database.ConnectAsync(stop.Token))
        {
            var broken = await connection.QueryAsync(
                "SELECT pg_terminate_backend(pid)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'", [], row => row.Int("n"), stop.Token);
            Assert.Single(broken);
        }

        await HearAsync(here, heard.Reader, "sales", stop.Token);
        await stop.CancelAsync();
        await listening;
    }

    // A notice before anybody listens is lost, so it is sent until it is heard.
    private static async Task HearAsync(RecallChannel sender, ChannelReader<(BudgetKey Budget, long Number)> heard, string team, CancellationToken cancellationToken)
    {
        var budget = new BudgetKey(BudgetScope.Team, team, BudgetWindow.Day, Day);
        for (var number = 1; ; number++)
        {
            sender.Recalled(budget, number);
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            while (heard.TryRead(out var notice))
            {
                if (notice.Budget == budget)
                {
                    Assert.InRange(notice.Number, 1, number);
                    return;
                }
            }
        }
    }
}
