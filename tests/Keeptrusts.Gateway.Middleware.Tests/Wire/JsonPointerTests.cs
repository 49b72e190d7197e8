using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Tests.Wire;

public sealed class JsonPointerTests
{
    [Fact]
    public void At_EveryValueOfRandomJson_FindsThatValue()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var text = RandomTexts.Json(random, 4);
            var json = Encoding.UTF8.GetBytes(text);
            var reader = new System.Text.Json.Utf8JsonReader(json);
            var values = new List<(int Start, int End)>();
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                if (reader.TokenType is System.Text.Json.JsonTokenType.StartObject or System.Text.Json.JsonTokenType.StartArray)
                {
                    var ahead = reader;
                    ahead.Skip();
                    values.Add((start, (int)ahead.BytesConsumed));
                }
                else if (reader.TokenType is not (System.Text.Json.JsonTokenType.EndArray or System.Text.Json.JsonTokenType.EndObject or System.Text.Json.JsonTokenType.PropertyName))
                {
                    values.Add((start, (int)reader.BytesConsumed));
                }
            }

            foreach (var (start, end) in values)
            {
                var found = Walk(JsonNode.Parse(json), JsonPointer.At(json, start));
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json.AsSpan(start, end - start)), found), $"{text} at {start}");
            }
        }
    }

    [Theory]
    [InlineData("""{"a":{"b":1},"c":2}""", "2}", "/c")]
    [InlineData("""{"a":[[],[1,{"x":7}]]}""", "7", "/a/1/1/x")]
    [InlineData("""{"a/b":{"~":5}}""", "5", "/a~1b/~0")]
    [InlineData("""{"a":1,"name":2}""", "\"name\"", "/name")]
    [InlineData("""[0,[1],2]""", "2]", "/2")]
    [InlineData("""7""", "7", "")]
    public void At_KnownPlace_NamesIt(string json, string token, string expected) =>
        Assert.Equal(expected, JsonPointer.At(Encoding.UTF8.GetBytes(json), json.IndexOf(token, StringComparison.Ordinal)));

    private static JsonNode? Walk(JsonNode? node, string pointer)
    {
        foreach (var segment in pointer.Split('/').Skip(1).Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            node = node is JsonArray array ? array[int.Parse(segment, System.Globalization.CultureInfo.InvariantCulture)] : node![segment];
        }

        return node;
    }
}
