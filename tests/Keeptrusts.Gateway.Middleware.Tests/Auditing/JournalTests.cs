using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;

namespace Keeptrusts.Gateway.Middleware.Tests.Auditing;

public sealed class JournalTests
{
    [Theory]
    [InlineData(JournalDurability.Process)]
    [InlineData(JournalDurability.Disk)]
    public async Task AppendAsync_ManyThreads_AllAreThereInOneChain(JournalDurability durability)
    {
        using var folder = new TempFolder();
        using (var journal = Journals.Open(folder, durability))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    await journal.AppendAsync(Journals.Line("""{"record":"other"}"""), Journals.Event($"{thread}-{i}"));
                }
            })));
        }

        var ids = Journals.VerifiedIds(folder);
        Assert.Equal(400, ids.Distinct().Count());
        for (var thread = 0; thread < 8; thread++)
        {
            var mine = ids.Where(id => id.StartsWith($"{thread}-", StringComparison.Ordinal)).ToArray();
            Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{thread}-{i}"), mine);
        }
    }

    [Fact]
    public async Task AppendAsync_Completed_IsOnDiskAlready()
    {
        using var folder = new TempFolder();
        using var journal = Journals.Open(folder);
        for (var i = 0; i < 20; i++)
        {
            await journal.AppendAsync(Journals.Event($"e{i}"));
            Assert.Equal(i + 1, Journals.VerifiedIds(folder).Count);
        }
    }

    [Fact]
    public async Task Open_AfterEveryWayToTearTheLastLine_ChainGoesOn()
    {
        using var folder = new TempFolder();
        using (var journal = Journals.Open(folder))
        {
            await journal.AppendAsync(Journals.Event("a"));
            await journal.AppendAsync(Journals.Event("b"));
        }

        var path = Directory.EnumerateFiles(folder.Path).Single();
        var whole = File.ReadAllBytes(path);
        var second = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var length = second; length < whole.Length; length += 13)
        {
            File.WriteAllBytes(path, whole[..length]);
            using (var journal = Journals.Open(folder))
            {
                await journal.AppendAsync(Journals.Event("c"));
            }

            Assert.Equal(["a", "c"], Journals.VerifiedIds(folder));
        }
    }

    [Fact]
    public async Task Open_Again_ChainAndFeedGoOn()
    {
        using var folder = new TempFolder();
        for (var run = 0; run < 5; run++)
        {
            using var journal = Journals.Open(folder);
            await journal.AppendAsync(Journals.Event($"e{run}"));
            Assert.Equal(run + 1, (await Journals.ReadAsync(journal)).Count);
        }

        Assert.Equal(["e0", "e1", "e2", "e3", "e4"], Journals.VerifiedIds(folder));
    }

    [Fact]
    public async Task AppendAsync_ManySegments_KeepOneChainAndAllEvents()
    {
        using var folder = new TempFolder();
        for (var run = 0; run < 3; run++)
        {
            using var journal = Journals.Open(folder, segmentBytes: 2000);
            for (var i = 0; i < 20; i++)
            {
                await journal.AppendAsync(Journals.Event($"{run}-{i}"));
            }
        }

        Assert.True(Directory.EnumerateFiles(folder.Path).Count() > 5);
        Assert.Equal(60, Journals.VerifiedIds(folder).Count);
        using var last = Journals.Open(folder);
        var read = await Journals.ReadAsync(last);
        Assert.Equal(Journals.VerifiedIds(folder), read.Select(entry => entry.Id));
        for (var i = 0; i < read.Count; i += 7)
        {
            Assert.Equal(read[(i + 1)..], await Journals.ReadAsync(last, read[i].Position));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"record\":\"start\",\"prev_h")]
    public async Task Open_CrashWhileASegmentBegan_GoesOnFromTheOneBefore(string torn)
    {
        using var folder = new TempFolder();
        using (var journal = Journals.Open(folder))
        {
            await journal.AppendAsync(Journals.Line("""{"record":"hold","id":"h","nano":7,"budgets":[]}"""), Journals.Event("a"));
        }

        File.WriteAllText(Path.Combine(folder.Path, "journal-0000000002.ndjson"), torn);
        using (var journal = Journals.Open(folder))
        {
            Assert.Equal("h", Assert.Single(journal.Recovered.OpenHolds).Id);
            await journal.AppendAsync(Journals.Event("b"));
            Assert.Equal(["a", "b"], (await Journals.ReadAsync(journal)).Select(entry => entry.Id));
        }

        Assert.Equal(["a", "b"], Journals.VerifiedIds(folder));
    }

    [Fact]
    public async Task Open_DamageInTheMiddle_GoesOnBeforeItAndKeepsTheRestAside()
    {
        using var folder = new TempFolder();
        using (var journal = Journals.Open(folder))
        {
            for (var i = 0; i < 4; i++)
            {
                await journal.AppendAsync(Journals.Event($"e{i}"));
            }
        }

        var path = Directory.EnumerateFiles(folder.Path).Single();
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("\"e2\""u8) + 2] = 0;
        File.WriteAllBytes(path, bytes);
        using (var journal = Journals.Open(folder))
        {
            await journal.AppendAsync(Journals.Event("after"));
        }

        Assert.Equal(["e0", "e1", "after"], Journals.VerifiedIds(folder));
        var aside = File.ReadAllText(Directory.EnumerateFiles(folder.Path, "cut-*").Single());
        Assert.Contains("\"e3\"", aside, StringComparison.Ordinal);
    }
}
