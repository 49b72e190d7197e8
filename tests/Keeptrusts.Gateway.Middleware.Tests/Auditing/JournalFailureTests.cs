using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Tests.Auditing;

public sealed class JournalFailureTests
{
    [Fact]
    public async Task AppendAsync_Disposed_FailsAsIOException()
    {
        using var folder = new TempFolder();
        var journal = Journals.Open(folder);
        journal.Dispose();
        await Assert.ThrowsAsync<IOException>(() => journal.AppendAsync(Journals.Event("a")));
        Assert.False(journal.Healthy);
    }

    [Fact]
    public async Task AppendAsync_DiskFullInMidWrite_LeavesNoTraceAndRecovers()
    {
        using var folder = new TempFolder();
        var room = int.MaxValue;
        var disk = new FakeDisk((file, bytes, offset) =>
        {
            RandomAccess.Write(file, bytes.Span[..Math.Min(room, bytes.Length)], offset);
            if (bytes.Length > room)
            {
                throw new IOException("No space left on device");
            }
        });
        using (var journal = new Journal(Options.Create(new GatewayOptions { JournalDirectory = folder.Path }), disk))
        {
            await journal.AppendAsync(Journals.Event("a"));
            for (room = 0; room < 1500; room += 61)
            {
                await Assert.ThrowsAsync<IOException>(() => journal.AppendAsync(Journals.Event("lost-" + new string('x', 600)), Journals.Event("lost-too-" + new string('x', 600))));
                Assert.False(journal.Healthy);
                using var again = Journals.Open(folder);
                Assert.Single(await Journals.ReadAsync(again));
            }

            room = int.MaxValue;
            await journal.AppendAsync(Journals.Event("b"));
            Assert.True(journal.Healthy);
        }

        Assert.Equal(["a", "b"], Journals.VerifiedIds(folder));
        Assert.Equal(2, Journals.Lines(folder).Length);
    }

    [Fact]
    public async Task AppendAsync_NewSegmentCannotBeWritten_FailsUntilItCan()
    {
        using var folder = new TempFolder();
        var full = false;
        var disk = new FakeDisk((file, bytes, offset) =>
        {
            if (full)
            {
                throw new IOException("No space left on device");
            }

            RandomAccess.Write(file, bytes.Span, offset);
        });
        var journal = new Journal(Options.Create(new GatewayOptions { JournalDirectory = folder.Path }), disk)
        {
            SegmentBytes = 100,
            Balance = () => ([new("team", "t", "day", DateTimeOffset.UnixEpoch, 42)], [], null),
        };
        await journal.AppendAsync(Journals.Event("a"));
        full = true;
        await Assert.ThrowsAsync<IOException>(() => journal.AppendAsync(Journals.Event("lost")));
        await Assert.ThrowsAsync<IOException>(() => journal.AppendAsync(Journals.Event("lost")));
        full = false;
        await journal.AppendAsync(Journals.Event("b"));
        journal.Dispose();
        using var again = Journals.Open(folder);
        Assert.Equal(42, Assert.Single(again.Recovered.Settled).Nano);
        Assert.Equal(["a", "b"], Journals.VerifiedIds(folder));
    }

    [Fact]
    public async Task AppendAsync_OneBatchFails_EveryWaiterHears()
    {
        using var folder = new TempFolder();
        using var entered = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        var disk = new FakeDisk((_, _, _) =>
        {
            entered.Release();
            go.Wait();
            throw new IOException("No space left on device");
        });
        using var journal = new Journal(Options.Create(new GatewayOptions { JournalDirectory = folder.Path, Durability = JournalDurability.Disk }), disk);
        var first = journal.AppendAsync(Journals.Event("a"));
        await entered.WaitAsync(TestContext.Current.CancellationToken);
        Task[] others = [.. Enumerable.Range(0, 10).Select(i => journal.AppendAsync(Journals.Event($"b{i}")))];
        go.Release(2);
        await Assert.ThrowsAsync<IOException>(() => first);
        foreach (var other in others)
        {
            await Assert.ThrowsAsync<IOException>(() => other);
        }

        Assert.Empty(Journals.VerifiedIds(folder));
    }

    [Fact]
    public async Task ProbeAsync_RoomAgain_IsHealthyWithoutACall()
    {
        using var folder = new TempFolder();
        var full = true;
        var disk = new FakeDisk((file, bytes, offset) => RandomAccess.Write(file, full ? throw new IOException("No space left on device") : bytes.Span, offset));
        using var journal = new Journal(Options.Create(new GatewayOptions { JournalDirectory = folder.Path }), disk);
        await Assert.ThrowsAsync<IOException>(journal.ProbeAsync);
        Assert.False(journal.Healthy);
        full = false;
        await journal.ProbeAsync();
        Assert.True(journal.Healthy);
        Assert.Empty(await Journals.ReadAsync(journal));
    }
}
