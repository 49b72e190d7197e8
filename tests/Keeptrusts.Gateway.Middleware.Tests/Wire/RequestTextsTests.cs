using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Tests.Wire;

public sealed class RequestTextsTests
{
    private const string Mark = "MARKED-7f3a";

    [Theory]
    [InlineData("""{"role":"user","content":"MARK"}""")]
    [InlineData("""{"role":"user","name":"MARK","content":"x"}""")]
    [InlineData("""{"role":"MARK","content":"x"}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"MARK"}]}""")]
    [InlineData("""{"role":"user","content":["MARK"]}""")]
    [InlineData("""{"role":"user","content":{"text":"MARK"}}""")]
    [InlineData("""{"role":"user","content":[{"type":"MARK","text":"x"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/?q=MARK"}}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":"https://x/?q=MARK"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":["MARK"],"detail":"low"}}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"file","file":{"filename":"MARK.pdf","file_data":"AAAA"}}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAAA","format":"MARK"}}]}""")]
    [InlineData("""{"role":"assistant","refusal":"MARK"}""")]
    [InlineData("""{"role":"assistant","reasoning_content":"MARK"}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"MARK","arguments":"{}"}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"1","type":"custom","custom":{"name":"x","input":"MARK"}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":["MARK"]}]}""")]
    [InlineData("""{"role":"assistant","function_call":{"name":"f","arguments":"MARK"}}""")]
    [InlineData("""{"role":"tool","tool_call_id":"1","content":"MARK"}""")]
    [InlineData("""{"role":"tool","tool_call_id":{"x":"MARK"},"content":"x"}""")]
    [InlineData("""{"role":"user","content":"x","MARK":1}""")]
    [InlineData("""{"role":"user","content":"x","nested":{"MARK":[]}}""")]
    [InlineData("""{"role":"user","content":"x","cache_control":{"type":"MARK"}}""")]
    public void Read_MessageText_IsFound(string message) => AssertFound($$"""{"model":"m","messages":[{{message}}]}""");

    [Theory]
    [InlineData("""tools":[{"type":"function","function":{"name":"f","description":"MARK","parameters":{"type":"object"}}}]""")]
    [InlineData("""tools":[{"type":"function","function":{"name":"f","parameters":{"properties":{"MARK":{"type":"string"}}}}}]""")]
    [InlineData("""tools":[{"type":"function","function":{"name":"f","parameters":{"properties":{"a":{"enum":["MARK"]}}}}}]""")]
    [InlineData("""response_format":{"type":"json_schema","json_schema":{"name":"MARK","schema":{}}}""")]
    [InlineData("""metadata":{"ticket":"MARK"}""")]
    [InlineData("""metadata":{"MARK":"x"}""")]
    [InlineData("""stop":["MARK"]""")]
    [InlineData("""stop":"MARK""")]
    [InlineData("""prediction":{"type":"content","content":"MARK"}""")]
    [InlineData("""logit_bias":{"MARK":1}""")]
    [InlineData("""safety_identifier":"MARK""")]
    [InlineData("""prompt_cache_key":"MARK""")]
    [InlineData("""web_search_options":{"user_location":{"approximate":{"city":"MARK"}}}""")]
    [InlineData("""stream_options":{"note":"MARK"}""")]
    [InlineData("""stream_options":{"include_usage":true,"x":{"y":"MARK"}}""")]
    [InlineData("""unknown":"MARK""")]
    [InlineData("""unknown":[[["MARK"]]]""")]
    [InlineData("""MARK":0""")]
    public void Read_RequestText_IsFound(string member) =>
        AssertFound($$"""{"model":"m","messages":[],"{{(member.EndsWith('"') || member.EndsWith('0') || member.EndsWith('}') || member.EndsWith(']') ? member : member + "\"")}}}""");

    [Theory]
    [InlineData("""{"role":"user","content":"x","ssn":123456789}""", "123456789")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":4111111111111111}]}""", "4111111111111111")]
    [InlineData("""{"role":"user","content":4111111111111111}""", "4111111111111111")]
    [InlineData("""{"role":"user","content":"x","card":4.111111111111111e15}""", "4.111111111111111e15")]
    public void Read_LongNumber_IsText(string message, string number)
    {
        var request = Read($$"""{"model":"m","messages":[{{message}}]}""")!;
        Assert.Contains(request.Texts, slot => slot.Kind == TextKind.Number && Encoding.UTF8.GetString(slot.Raw(request.Body.Span)) == number);
    }

    [Fact]
    public void Read_Arguments_AreJson()
    {
        var request = Read("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"secret-id","function":{"name":"f","arguments":"{\"a\":\"MARKED-7f3a\"}"}}]}]}""")!;
        Assert.Equal(TextKind.Json, Covering(request, Mark).Single().Kind);
        Assert.Empty(Covering(request, "secret-id"));
    }

    [Theory]
    [InlineData("""{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}""", UnreadableKind.Image, false)]
    [InlineData("""{"type":"image_url","image_url":"data:image/png;base64,AAAA"}""", UnreadableKind.Image, false)]
    [InlineData("""{"type":"image_url","image_url":{"url":"https://x/y.png"}}""", UnreadableKind.Image, true)]
    [InlineData("""{"type":"image_url","image_url":"https://x/y.png"}""", UnreadableKind.Image, true)]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}""", UnreadableKind.Audio, false)]
    [InlineData("""{"type":"input_audio","input_audio":"AAAA"}""", UnreadableKind.Audio, false)]
    [InlineData("""{"type":"file","file":{"filename":"a.pdf","file_data":"AAAA"}}""", UnreadableKind.File, false)]
    [InlineData("""{"type":"file","file":"AAAA"}""", UnreadableKind.File, false)]
    public void Read_PartThatNobodyCanRead_IsDeclared(string part, object kind, bool remote)
    {
        var request = Read($$"""{"model":"m","messages":[{"role":"user","content":[{{part}}]}]}""")!;
        Assert.Contains(request.Unreadable, found => found.Kind == (UnreadableKind)kind);
        Assert.Equal(remote, request.Unreadable.Any(found => found.Kind == UnreadableKind.Remote));
    }

    [Fact]
    public void Read_AdjacentTextParts_AreOneGroup()
    {
        var request = Read("""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"text":"b","type":"text"},{"type":"image_url","image_url":{"url":"data:x"}},{"type":"text","text":"c"},{"type":"text","text":"d"}]},{"role":"user","content":[{"type":"text","text":"e"}]},{"role":"user","content":"f"}]}""")!;
        var groups = "abcdef".Select(letter => Covering(request, letter.ToString()).Single(slot => slot.Token.Length == 3).Group).ToArray();
        Assert.Equal(groups[0], groups[1]);
        Assert.Equal(groups[2], groups[3]);
        Assert.Equal(4, groups[..5].Distinct().Count() + 1);
        Assert.DoesNotContain(0, groups[..5]);
        Assert.Equal(0, groups[5]);
    }

    [Fact]
    public void Read_MarkAtAnyPlaceOfRandomRequests_IsCovered()
    {
        var random = new Random(9);
        for (var round = 0; round < 4000; round++)
        {
            var request = RandomRequests.Next(random);
            var place = RandomRequests.Mark(request, random, Mark);
            if (place is null || RandomRequests.IsOpaque(place))
            {
                continue;
            }

            var json = Encoding.UTF8.GetBytes(request.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
            var read = new RequestReader().Read(Surface.Chat, json, out var fault);
            Assert.True(read is not null || fault!.Code is "invalid_type" or "stateful_feature_disabled", $"{place}: {fault?.Message}");
            Assert.True(read is null || Covering(read, Mark).Any(), $"missed at {place}: {Encoding.UTF8.GetString(json)}");
        }
    }

    private static void AssertFound(string template)
    {
        var request = Read(template.Replace("MARK", Mark, StringComparison.Ordinal))!;
        Assert.Single(Covering(request, Mark));
    }

    private static IEnumerable<TextSlot> Covering(ModelRequest request, string text) =>
        request.Texts.Where(slot => Encoding.UTF8.GetString(slot.Raw(request.Body.Span)).Contains(text, StringComparison.Ordinal));

    private static ModelRequest? Read(string json)
    {
        var request = new RequestReader().Read(Surface.Chat, Encoding.UTF8.GetBytes(json), out var fault);
        Assert.Null(fault);
        return request;
    }
}
