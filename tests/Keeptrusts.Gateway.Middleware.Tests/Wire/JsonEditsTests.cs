using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Tests.Wire;

public sealed class JsonEditsTests
{
    [Fact]
    public void Apply_RandomEditsInAnyOrder_MatchesNaiveSplice()
    {
        var random = new Random(4);
        for (var round = 0; round < 2000; round++)
        {
            var json = RandomTexts.Valid(random, "abc{}[]:,\"é😀", 40);
            var bytes = Encoding.UTF8.GetBytes(json);
            var cuts = Enumerable.Range(0, random.Next(5) * 2).Select(_ => random.Next(bytes.Length + 1)).Order().ToArray();
            var ranges = cuts.Chunk(2).Select((pair, i) => (Start: pair[0], End: pair[1], New: $"<{i}>")).ToArray();
            ranges = [.. ranges.Where((range, i) => i == 0 || range.Start > ranges[i - 1].Start || ranges[i - 1].End == ranges[i - 1].Start)];
            var expected = new List<byte>(bytes);
            foreach (var range in ranges.Reverse())
            {
                expected.RemoveRange(range.Start, range.End - range.Start);
                expected.InsertRange(range.Start, Encoding.UTF8.GetBytes(range.New));
            }

            // Insertions at one place keep the order in which they were made; all else may come in any order.
            var edits = new JsonEdits();
            foreach (var range in ranges.DistinctBy(range => range.Start).Count() == ranges.Length ? [.. ranges.OrderBy(_ => random.Next())] : ranges)
            {
                edits.ReplaceByRaw(new(range.Start, range.End), Encoding.UTF8.GetBytes(range.New));
            }

            Assert.Equal(expected, Applied(edits, bytes));
        }
    }

    [Fact]
    public void ReplaceByString_Text_IsEscaped()
    {
        var edits = new JsonEdits();
        edits.ReplaceByString(new(5, 8), "say \"hi\"\n\\");
        Assert.Equal("""{"a":"say \"hi\"\n\\"}""", Encoding.UTF8.GetString(Applied(edits, """{"a":"x"}"""u8.ToArray())));
    }

    [Fact]
    public void Clear_AfterEdits_LeavesTextAsItIs()
    {
        var edits = new JsonEdits();
        edits.ReplaceByRaw(new(0, 1), "zzz"u8);
        edits.Clear();
        Assert.True(edits.IsEmpty);
        Assert.Equal("abc"u8.ToArray(), Applied(edits, "abc"u8.ToArray()));
    }

    [Fact]
    public void WithComma_EveryMemberOfRandomObjects_LeavesTheOthers()
    {
        var random = new Random(5);
        for (var round = 0; round < 1000; round++)
        {
            var count = random.Next(1, 5);
            var gone = random.Next(count);
            var text = new StringBuilder("{");
            var member = default(ByteRange);
            for (var i = 0; i < count; i++)
            {
                text.Append(i > 0 ? "," : "").Append(RandomTexts.Blank(random));
                var start = Encoding.UTF8.GetByteCount(text.ToString());
                text.Append($"\"m{i}\"").Append(RandomTexts.Blank(random)).Append(':').Append(RandomTexts.Blank(random)).Append(RandomTexts.Json(random, 1).Trim());
                member = i == gone ? new(start, Encoding.UTF8.GetByteCount(text.ToString())) : member;
                text.Append(RandomTexts.Blank(random));
            }

            var json = Encoding.UTF8.GetBytes(text.Append('}').ToString());
            var edits = new JsonEdits();
            edits.ReplaceByRaw(JsonMembers.WithComma(json, member), default);
            var expected = JsonNode.Parse(json)!.AsObject();
            expected.Remove($"m{gone}");
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(Applied(edits, json))));
        }
    }

    private static byte[] Applied(JsonEdits edits, byte[] json)
    {
        var output = new ArrayBufferWriter<byte>();
        edits.Apply(json, output);
        return output.WrittenSpan.ToArray();
    }
}
