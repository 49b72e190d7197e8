using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets;

public sealed class BudgetLedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 15, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(64L << 20, true)]
    [InlineData(64L << 20, false)]
    [InlineData(700, false)]
    public async Task Ledger_RandomInterleavingsWithCrashes_AgreesWithTheModel(long segmentBytes, bool lossy)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            using var folder = new TempFolder();
            var random = new Random(seed);
            using var model = new LedgerModel(folder, random, segmentBytes, lossy);
            long[] caps = [.. Enumerable.Range(0, 5).Select(_ => random.Next(4) == 0 ? 0 : random.NextInt64(50, 400))];
            for (var step = 0; step < 80; step++)
            {
                await model.StepAsync(caps);
            }

            await model.QuietAsync(caps);
        }
    }

    [Fact]
    public async Task BeginEpoch_SegmentBeginsMeanwhile_IsKnownAfterACrash()
    {
        using var folder = new TempFolder();
        Journal? journal = null;
        Task? beside = null;
        var real = new JournalDisk();
        var disk = new FakeDisk((file, bytes, offset) =>
        {
            real.Write(file, bytes, offset);
            if (beside is null && journal is { Recovered: not null } && bytes.Span.IndexOf("\"record\":\"epoch\""u8) >= 0)
            {
                beside = journal.AppendAsync(new("""{"record":"probe"}"""u8.ToArray(), false)); // It begins a segment before the epoch is in force.
            }
        });
        string second;
        using (var first = Journals.Open(folder, segmentBytes: 1, disk: disk))
        {
            var ledger = new BudgetLedger(first, leased: true);
            var epoch = Draft(ledger).Epoch;
            journal = first;
            await ledger.BeginEpochAsync(epoch);
            await beside!;
            second = Draft(ledger).Epoch.Id!;
            Assert.NotEqual(epoch.Id, second);
        }

        using var again = Journals.Open(folder);
        Assert.Contains(second, again.Recovered.Epochs);
    }

    [Fact]
    public async Task TryReserve_ManyThreads_NeverPassesTheCapAndLeavesNothingReserved()
    {
        using var folder = new TempFolder();
        using var journal = Journals.Open(folder, segmentBytes: 20_000);
        var ledger = new BudgetLedger(journal);
        var shared = ledger.Account(BudgetScope.Team, "t", BudgetWindow.Day, Now);
        const long Cap = 1000;
        var taken = 0L;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 300; i++)
            {
                var (id, nano) = ($"{thread}-{i}", random.NextInt64(1, 200));
                if (ledger.TryReserve(id, nano, [(shared, Cap)]) >= 0)
                {
                    continue;
                }

                var (settled, reserved) = ledger.Read(shared);
                Assert.True(settled + reserved <= Cap);
                await ledger.PersistAsync(id);
                var spent = random.NextInt64(0, 2) == 0 ? 0 : nano / 50;
                var line = ledger.Settle(id, spent).Line!.Value;
                Assert.Null(ledger.Settle(id, nano).Line);
                await journal.AppendAsync(line);
                Interlocked.Add(ref taken, spent);
            }
        })));
        Assert.Equal((taken, 0), ledger.Read(shared));
        journal.Dispose();
        using var again = Journals.Open(folder);
        Assert.Equal((taken, 0), new BudgetLedger(again).Read(new BudgetLedger(again).Account(BudgetScope.Team, "t", BudgetWindow.Day, Now)));
    }

    [Fact]
    public async Task Account_NextWindow_StartsAtNothingAndTheOldHoldBelongsToTheOld()
    {
        using var folder = new TempFolder();
        using var journal = Journals.Open(folder);
        var ledger = new BudgetLedger(journal);
        var today = ledger.Account(BudgetScope.Key, "k", BudgetWindow.Hour, Now);
        Assert.Equal(-1, ledger.TryReserve("h", 10, [(today, 10)]));
        await ledger.PersistAsync("h");
        var next = ledger.Account(BudgetScope.Key, "k", BudgetWindow.Hour, Now.AddHours(1));
        Assert.Equal((0, 0), ledger.Read(next));
        Assert.Equal(-1, ledger.TryReserve("i", 10, [(next, 10)]));
        ledger.Settle("h", 7);
        Assert.Equal((7, 0), ledger.Read(today));
        Assert.Equal((0, 10), ledger.Read(next));
    }

    [Fact]
    public async Task PersistAsync_JournalFails_HoldIsVoid()
    {
        using var folder = new TempFolder();
        var journal = Journals.Open(folder);
        var ledger = new BudgetLedger(journal);
        var account = ledger.Account(BudgetScope.Org, "org", BudgetWindow.Total, Now);
        Assert.Equal(-1, ledger.TryReserve("h", 10, [(account, 10)]));
        journal.Dispose();
        await Assert.ThrowsAsync<IOException>(async () => await ledger.PersistAsync("h"));
        Assert.Equal((0, 0), ledger.Read(account));
    }

    [Fact]
    public void Facts_Account_SaysWhatTheErrorTells()
    {
        using var folder = new TempFolder();
        using var journal = Journals.Open(folder);
        var ledger = new BudgetLedger(journal);
        var account = ledger.Account(BudgetScope.User, "ann", BudgetWindow.Week, Now);
        ledger.TryReserve("a", 2_000_000_000, [(account, null)]);
        ledger.Settle("a", 1_500_000_000);
        ledger.TryReserve("b", 250_000_000, [(account, null)]);
        Assert.Equal(new("user", "ann", "week", 9m, 1.5m, 0.25m, new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero)), ledger.Facts(account, 9m));
    }

    [Theory]
    [InlineData("0.000000001", 1)]
    [InlineData("0.0000000019", 1)]
    [InlineData("0", 0)]
    [InlineData("50", 50_000_000_000)]
    [InlineData("79228162514264337593543950335", long.MaxValue)]
    public void Cap_Dollars_AreRoundedDown(string usd, long expected) =>
        Assert.Equal(expected, Money.Cap(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture)));

    private static LeaseDraft Draft(BudgetLedger ledger) =>
        ledger.Draft([new(ledger.Account(BudgetScope.Team, "t", BudgetWindow.Day, Now), 1000, 1)]);
}
