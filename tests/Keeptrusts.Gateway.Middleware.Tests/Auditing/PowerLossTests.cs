using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Tests.Auditing;

/// <summary>The power goes at every moment, and of what was not synced any part may be left.</summary>
public sealed class PowerLossTests
{
    [Fact]
    public async Task Disk_PowerLostAtEveryMoment_LosesNothingAcknowledged()
    {
        var images = await RecordAsync(JournalDurability.Disk);
        Assert.True(images.Count > 300, $"{images.Count} ways to lose power");
        foreach (var image in images)
        {
            Assert.Null(await TroubleAsync(image));
        }
    }

    [Fact]
    public async Task Process_PowerLost_LosesEvents()
    {
        // What the test above would find if the journal synced nothing: with the power go the events that were acknowledged last.
        var images = await RecordAsync(JournalDurability.Process, appends: 2);
        Assert.NotNull(await TroubleAsync(images.Last(image => image.Acknowledged == 2 && image.Files.Values.All(bytes => bytes.Length == 0))));
    }

    private static async Task<List<Image>> RecordAsync(JournalDurability durability, int appends = 9)
    {
        using var folder = new TempFolder();
        var images = new List<Image>();
        var acknowledged = 0;
        var disk = new PowerLossDisk(folder.Path);
        disk.AtEachMoment = files => images.AddRange(Image.Of(files, Volatile.Read(ref acknowledged)));
        using var journal = new Journal(Options.Create(new GatewayOptions { JournalDirectory = folder.Path, Durability = durability }), disk)
        {
            SegmentBytes = 1200,
            Balance = () => ([], [.. Enumerable.Range(0, Volatile.Read(ref acknowledged)).Select(i => new JournalHold("hold", $"h{i}", 1, []))], null),
        };
        for (var i = 0; i < appends; i++)
        {
            await journal.AppendAsync(Journals.Line($$"""{"record":"hold","id":"h{{i}}","nano":1,"budgets":[]}"""), Journals.Event($"e{i}"));
            Interlocked.Increment(ref acknowledged);
            disk.Moment();
        }

        return images;
    }

    /// <returns>What was lost or broken.</returns>
    private static async Task<string?> TroubleAsync(Image image)
    {
        using var folder = new TempFolder();
        image.WriteTo(folder.Path);
        using (var journal = Journals.Open(folder))
        {
            var there = (await Journals.ReadAsync(journal)).Select(entry => entry.Id).ToList();
            if (there.Count < image.Acknowledged || !there.SequenceEqual(Enumerable.Range(0, there.Count).Select(i => $"e{i}")))
            {
                return $"{image.Acknowledged} acknowledged, there are {string.Join(',', there)}";
            }

            if (journal.Recovered.OpenHolds.Count < image.Acknowledged)
            {
                return "a hold was lost";
            }

            await journal.AppendAsync(Journals.Event("after"));
        }

        return Journals.VerifiedIds(folder)[^1] == "after" ? null : "the chain does not go on";
    }

    /// <summary>What is left on the disk, and how many events had been acknowledged.</summary>
    private sealed record Image(int Acknowledged, Dictionary<string, byte[]> Files)
    {
        /// <summary>All that may be left: what was synced; more, cut anywhere; more, with a hole of zeros before its end.</summary>
        public static IEnumerable<Image> Of(IReadOnlyDictionary<string, (byte[] Synced, byte[] Now)> files, int acknowledged)
        {
            var synced = files.ToDictionary(file => file.Key, file => file.Value.Synced);
            yield return new(acknowledged, synced);
            foreach (var (name, (kept, now)) in files)
            {
                for (var length = kept.Length + 1; length <= now.Length; length += 7)
                {
                    var middle = (kept.Length + length) / 2;
                    byte[] holed = [.. kept, .. new byte[middle - kept.Length], .. now[middle..length]];
                    yield return new(acknowledged, new(synced) { [name] = now[..length] });
                    yield return new(acknowledged, new(synced) { [name] = holed });
                }
            }
        }

        public void WriteTo(string folder)
        {
            foreach (var (name, bytes) in Files)
            {
                File.WriteAllBytes(Path.Combine(folder, name), bytes);
            }
        }
    }
}
