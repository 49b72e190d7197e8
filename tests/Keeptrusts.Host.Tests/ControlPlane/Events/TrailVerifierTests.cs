using System.Text;
using CsCheck;
using Keeptrusts.Host.ControlPlane.Events.Trail;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.ControlPlane.Events;

/// <summary>Whatever is done to a trail, the check finds it.</summary>
public sealed class TrailVerifierTests
{
    private const int Count = 12;

    private static readonly CheckpointKey Key = CheckpointKey.Create();

    [Fact]
    public void Verify_TrailAsWritten_Holds()
    {
        var report = Verify(Trail());
        Assert.True(report.Verified, string.Join('\n', report.Problems));
        Assert.Equal((Count, 2L), (report.Events, report.Checkpoints));
        Assert.Equal(new ChainReport("local-gw", "00000000000000aa", 1, Count, Count), Assert.Single(report.Chains));
    }

    [Fact]
    public void Verify_AnyByteOfAnyEventFlipped_IsFoundAndNamed()
    {
        var trail = Trail();
        foreach (var at in Enumerable.Range(0, trail.Count).Where(at => !trail[at].StartsWith("{\"type\"", StringComparison.Ordinal)))
        {
            for (var i = 0; i < trail[at].Length; i++)
            {
                var bytes = Encoding.UTF8.GetBytes(trail[at]);
                bytes[i] ^= 1;
                var report = Verify([.. trail[..at], Encoding.UTF8.GetString(bytes), .. trail[(at + 1)..]]);
                Assert.False(report.Verified, $"line {at + 1} byte {i}");
                Assert.Contains(report.Problems, problem => problem.Line == at + 1);
            }
        }
    }

    [Fact]
    public void Verify_AnyEventRemoved_IsNamedAsMissing() => Gen.Int[1, Count - 1].Sample(removed =>
    {
        var report = Verify(Trail().Where(line => !line.Contains($"\"seq\":{removed},\"prev", StringComparison.Ordinal)));
        Assert.Contains(report.Problems, problem => problem.Code == "missing" && problem.Seq == (removed == 1 ? 1 : removed));
    });

    [Fact]
    public void Verify_AnyTwoEventsSwapped_IsFound() => Gen.Int[1, Count].Array[2].Where(pair => pair[0] < pair[1]).Sample(pair =>
    {
        var trail = Trail();
        int At(int seq) => trail.FindIndex(line => line.Contains($"\"seq\":{seq},\"prev", StringComparison.Ordinal));
        var (left, right) = (At(pair[0]), At(pair[1]));
        (trail[left], trail[right]) = (trail[right], trail[left]);
        var report = Verify(trail);
        Assert.False(report.Verified);
        Assert.Contains(report.Problems, problem => problem.Code is "order" or "missing");
    });

    [Fact]
    public void Verify_TailCutBehindACheckpoint_IsFound()
    {
        foreach (var kept in Enumerable.Range(0, Count))
        {
            var cut = Trail().Where(line => !Enumerable.Range(kept + 1, Count).Any(seq => line.Contains($"\"seq\":{seq},\"prev", StringComparison.Ordinal))).ToList();
            var report = Verify(cut);
            Assert.Contains(report.Problems, problem => problem.Code == "cut" && problem.Seq == kept + 1);

            // Even where whoever cut it removed the checkpoints too, for one that was kept elsewhere.
            var without = cut.Where(line => !line.StartsWith("{\"type\":\"checkpoint\"", StringComparison.Ordinal)).ToList();
            Assert.True(Verify(without).Verified);
            Assert.Contains(Verify(without, Checkpoints().Last()).Problems, problem => problem.Code == "cut");
        }
    }

    [Fact]
    public void Verify_EverythingRewrittenFromOneEventOn_IsFoundByTheCheckpoint()
    {
        var chain = new TestChain();
        var forged = chain.Next(3).Append(chain.Next(TestChain.Call("e4") with { Team = "hr" })).Concat(chain.Next(Count - 4)).Select(e => Encoding.UTF8.GetString(e.Json.Span));
        var checkpoints = Trail().Where(line => line.StartsWith("{\"type\":\"checkpoint\"", StringComparison.Ordinal));
        var report = Verify([.. forged, .. checkpoints, TrailLine.End]);
        Assert.Contains(report.Problems, problem => problem.Code == "checkpoint");
        Assert.Contains(Verify([.. forged, TrailLine.End], [.. Checkpoints()]).Problems, problem => problem.Code == "checkpoint");
    }

    [Fact]
    public void Verify_CheckpointChangedOrOfAnotherKey_IsFound()
    {
        var trail = Trail();
        var at = trail.FindIndex(line => line.StartsWith("{\"type\":\"checkpoint\"", StringComparison.Ordinal));
        trail[at] = trail[at].Replace("\"event_id\":\"e6\"", "\"event_id\":\"e7\"", StringComparison.Ordinal);
        Assert.Contains("no valid signature", Assert.Single(Verify(trail).Problems).Message, StringComparison.Ordinal);

        using var other = CheckpointKey.Create();
        trail[at] = TrailLine.Checkpoint(other.Sign(Checkpoints().First()));
        Assert.Contains("is not known here", Assert.Single(Verify(trail).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_ExportThatBrokeOff_IsFound() => Assert.Equal("cut", Assert.Single(Verify(Trail()[..^1]).Problems).Code);

    [Fact]
    public void Statement_Signature_IsWhatOpenSslWouldCheck()
    {
        var checkpoint = Checkpoints().First();
        Assert.Equal(
            $"""
            keeptrusts checkpoint 1
            gateway local-gw
            chain 00000000000000aa
            seq 6
            event e6
            hash {checkpoint.Hash}
            at 2026-03-02T00:00:00.0000000Z

            """,
            Encoding.UTF8.GetString(CheckpointStatement.Bytes(checkpoint)));
    }

    private static List<string> Trail()
    {
        var lines = new TestChain().Next(Count).ConvertAll(e => Encoding.UTF8.GetString(e.Json.Span));
        var checkpoints = Checkpoints().Select(TrailLine.Checkpoint).ToList();
        return [TrailLine.Header(DateTimeOffset.UnixEpoch, true, [Key.PublicPem]), .. lines[..6], checkpoints[0], .. lines[6..], checkpoints[1], TrailLine.End];
    }

    private static IEnumerable<Checkpoint> Checkpoints()
    {
        var events = new TestChain().Next(Count);
        foreach (var seq in (int[])[6, Count])
        {
            var row = Keeptrusts.Host.ControlPlane.Events.ShippedEventFactory.Of(events[seq - 1].Json).Row;
            yield return Key.Sign(ChainHead.Of(row).Statement(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), isBoundary: false));
        }
    }

    private static TrailReport Verify(IEnumerable<string> lines, params Checkpoint[] given)
    {
        using var keys = new PublicKeys();
        keys.TryAdd(Key.PublicPem);
        var verifier = new TrailVerifier(keys, trustHeader: false);
        Array.ForEach(given, verifier.Expect);
        foreach (var line in lines)
        {
            verifier.Take(line);
        }

        return verifier.Complete();
    }
}
