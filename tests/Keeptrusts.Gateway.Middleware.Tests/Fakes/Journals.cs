using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>Journals in a folder of the test.</summary>
internal static class Journals
{
    public static Journal Open(TempFolder folder, JournalDurability durability = JournalDurability.Process, long segmentBytes = 64L << 20, IJournalDisk? disk = null) =>
        new(Options.Create(new GatewayOptions { JournalDirectory = folder.Path, Durability = durability }), disk) { SegmentBytes = segmentBytes };

    public static JournalEntry Event(string id) => new(
        JsonSerializer.SerializeToUtf8Bytes(
            new CallEvent
            {
                Id = id,
                EventType = "call",
                Timestamp = DateTimeOffset.UnixEpoch,
                RequestId = "req",
                Route = "/v1/chat/completions",
                Verdict = "allow",
                ReasonCode = "all_policies_passed",
                Outcome = "completed",
                Gateway = "g",
                Latency = new(),
            },
            JournalJson.Default.CallEvent),
        true);

    public static JournalEntry Line(string json) => new(Encoding.UTF8.GetBytes(json), false);

    public static string[] Lines(TempFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "journal-*").Order(StringComparer.Ordinal).SelectMany(path => Encoding.UTF8.GetString(File.ReadAllBytes(path)).Split('\n')[..^1])];

    /// <summary>Ids of the events, in order; the whole chain is verified on the way.</summary>
    public static List<string> VerifiedIds(TempFolder folder)
    {
        var chain = new HashChain();
        var ids = new List<string>();
        foreach (var line in Lines(folder).Where(line => !line.StartsWith("{\"record\"", StringComparison.Ordinal)))
        {
            Assert.True(chain.Verify(Encoding.UTF8.GetBytes(line)), line);
            ids.Add(JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!);
        }

        return ids;
    }

    public static async Task<List<(JournalPosition Position, string Id)>> ReadAsync(Journal journal, JournalPosition after = default)
    {
        var read = new List<(JournalPosition, string)>();
        await foreach (var (position, found) in new JournalFeed(journal).ReadAsync(after, TestContext.Current.CancellationToken))
        {
            read.Add((position, JsonSerializer.Deserialize(found.Span, JournalJson.Default.CallEvent)!.Id));
        }

        return read;
    }
}
