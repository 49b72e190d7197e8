using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;

namespace Keeptrusts.Gateway.Middleware.Tests.Auditing;

public sealed class JournalFeedTests
{
    [Fact]
    public async Task WaitAsync_EmptyJournal_WaitsForTheFirstEvent()
    {
        using var folder = new TempFolder();
        using var journal = Journals.Open(folder);
        var waiting = journal.WaitAsync(default, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        await journal.AppendAsync(Journals.Line("""{"record":"hold","id":"h","nano":1,"budgets":[]}"""));
        Assert.False(waiting.IsCompleted);
        await journal.AppendAsync(Journals.Event("a"));
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task WaitAsync_AfterTheLastEvent_WaitsAlsoAfterAReopen()
    {
        using var folder = new TempFolder();
        using (var journal = Journals.Open(folder))
        {
            await journal.AppendAsync(Journals.Event("a"), Journals.Line("""{"record":"other"}"""));
        }

        using var again = Journals.Open(folder);
        var position = (await Journals.ReadAsync(again))[^1].Position;
        Assert.True(again.WaitAsync(default, TestContext.Current.CancellationToken).IsCompleted);
        var waiting = again.WaitAsync(position, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        await again.AppendAsync(Journals.Event("b"));
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal("b", Assert.Single(await Journals.ReadAsync(again, position)).Id);
    }

    [Fact]
    public async Task WaitAsync_LastSegmentWithoutEvents_StillKnowsTheEarlierOnes()
    {
        using var folder = new TempFolder();
        JournalPosition position;
        using (var journal = Journals.Open(folder, segmentBytes: 100))
        {
            await journal.AppendAsync(Journals.Event("a"));
            position = (await Journals.ReadAsync(journal))[^1].Position;
            await journal.AppendAsync(Journals.Line("""{"record":"other"}"""));
        }

        using var again = Journals.Open(folder);
        Assert.True(again.WaitAsync(default, TestContext.Current.CancellationToken).IsCompleted);
        Assert.False(again.WaitAsync(position, TestContext.Current.CancellationToken).IsCompleted);
    }

    [Fact]
    public async Task WaitAsync_Cancelled_Ends()
    {
        using var folder = new TempFolder();
        using var journal = Journals.Open(folder);
        using var stop = new CancellationTokenSource();
        var waiting = journal.WaitAsync(default, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Release_ShippedSegments_AreDeletedAndNothingElse()
    {
        using var folder = new TempFolder();
        using var journal = Journals.Open(folder, segmentBytes: 1500);
        for (var i = 0; i < 30; i++)
        {
            await journal.AppendAsync(Journals.Event($"e{i}"));
        }

        var all = await Journals.ReadAsync(journal);
        var shipped = all[17];
        new JournalFeed(journal).Release(shipped.Position);
        var rest = await Journals.ReadAsync(journal, shipped.Position);
        Assert.Equal(all[18..], rest);
        Assert.Equal(all.Where(entry => entry.Position.Segment >= shipped.Position.Segment), await Journals.ReadAsync(journal));
        await journal.AppendAsync(Journals.Event("more"));
        Assert.Equal("more", (await Journals.ReadAsync(journal, shipped.Position))[^1].Id);
    }

    [Fact]
    public async Task ResumeAsync_JournalEndsBeforeWhatWasShipped_GoesOnInANewChain()
    {
        using var folder = new TempFolder();
        JournalPosition shipped;
        using (var journal = Journals.Open(folder))
        {
            await journal.AppendAsync(Journals.Event("a"));
            var kept = journal.End.Offset;
            await journal.AppendAsync(Journals.Event("lost"));
            shipped = journal.End;
            using var file = File.OpenHandle(Directory.EnumerateFiles(folder.Path).Single(), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            RandomAccess.SetLength(file, kept);
        }

        using var again = Journals.Open(folder);
        var feed = new JournalFeed(again);
        Assert.Equal(default, await feed.ResumeAsync(shipped));
        await again.AppendAsync(Journals.Event("b"));
        Assert.Equal(["a", "b"], (await Journals.ReadAsync(again)).Select(entry => entry.Id));
        Assert.True((await Journals.ReadAsync(again))[^1].Position > shipped);
        var seals = Journals.Lines(folder).Select(line => EventSeal.Read(System.Text.Encoding.UTF8.GetBytes(line))).OfType<EventSeal>().ToList();
        Assert.NotEqual(seals[0].Chain, seals[1].Chain);
        Assert.Equal((1, EventSeal.FirstPrevHash, true), (seals[1].Sequence, seals[1].PrevHash, seals[1].IsIntact));
    }

    [Fact]
    public async Task ResumeAsync_NothingLost_GoesOnFromWhatWasShipped()
    {
        using var folder = new TempFolder();
        using var journal = Journals.Open(folder);
        await journal.AppendAsync(Journals.Event("a"));
        var end = journal.End;
        Assert.Equal(end, await new JournalFeed(journal).ResumeAsync(end));
        Assert.Equal(end, journal.End);
    }

    [Theory]
    [InlineData(1, 5, 1, 6, -1)]
    [InlineData(1, 9, 2, 0, -1)]
    [InlineData(2, 0, 2, 0, 0)]
    public void CompareTo_Positions_AreInOrder(long segment, long offset, long otherSegment, long otherOffset, int expected)
    {
        JournalPosition left = new(segment, offset), right = new(otherSegment, otherOffset);
        Assert.Equal(expected, Math.Sign(left.CompareTo(right)));
        bool[] compared = [left < right, left > right, left <= right, left >= right];
        Assert.Equal([expected < 0, expected > 0, expected <= 0, expected >= 0], compared);
    }
}
