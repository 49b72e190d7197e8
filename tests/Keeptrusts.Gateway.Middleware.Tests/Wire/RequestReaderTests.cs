using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Tests.Wire;

public sealed class RequestReaderTests
{
    [Theory]
    [InlineData("", "invalid_json", null)]
    [InlineData("  ", "invalid_json", null)]
    [InlineData("null", "invalid_json", null)]
    [InlineData("[]", "invalid_json", null)]
    [InlineData("\"text\"", "invalid_json", null)]
    [InlineData("{", "invalid_json", null)]
    [InlineData("""{"model":"m","messages":[]} x""", "invalid_json", null)]
    [InlineData("""{"model":"m","messages":[]}{}""", "invalid_json", null)]
    [InlineData("""{"model":"m","messages":[],}""", "invalid_json", null)]
    [InlineData("""{'model':'m'}""", "invalid_json", null)]
    [InlineData("""{"model":"m" /*c*/,"messages":[]}""", "invalid_json", null)]
    [InlineData("\ufeff{\"model\":\"m\",\"messages\":[]}", "invalid_json", null)]
    [InlineData("{}", "missing_required_parameter", "model")]
    [InlineData("""{"messages":[]}""", "missing_required_parameter", "model")]
    [InlineData("""{"model":"","messages":[]}""", "missing_required_parameter", "model")]
    [InlineData("""{"model":"m"}""", "missing_required_parameter", "messages")]
    [InlineData("""{"model":"m","messages":[],"x":"\ud83d"}""", "invalid_json", null)]
    [InlineData("""{"model":"m","messages":[],"\ude00":1}""", "invalid_json", null)]
    [InlineData("""{"model":"m","messages":[],"x":"\ud83d\ud83d\ude00"}""", "invalid_json", null)]
    public void Read_BadBody_SaysWhy(string json, string code, string? param)
    {
        Assert.Null(Read(json, out var fault));
        Assert.Equal((code, param), (fault!.Code, fault.Param));
    }

    [Theory]
    [InlineData("model", "model", "1 true null [] {}")]
    [InlineData("messages", "messages", "1 true null \"x\" {}")]
    [InlineData("stream", "stream", "1 \"true\" [] {}")]
    [InlineData("store", "store", "1 \"true\" [] {}")]
    [InlineData("n", "n", "0 -1 1.5 99999999999 \"1\" [] {} true")]
    [InlineData("max_tokens", "max_tokens", "0 -1 1.5 99999999999 \"1\" [] {} true")]
    [InlineData("max_completion_tokens", "max_completion_tokens", "0 -1 0.1 1e99 \"1\" [] {} true")]
    [InlineData("stream_options", "stream_options", "1 \"x\" [] [\"x\"] true")]
    [InlineData("user", "user", "[] {} [\"x\"] {\"x\":\"y\"}")]
    public void Read_WrongType_NamesTheField(string member, string param, string values)
    {
        foreach (var value in values.Split(' '))
        {
            var others = new Dictionary<string, string> { ["model"] = "\"m\"", ["messages"] = "[]" };
            others[member] = value;
            Assert.Null(Read("{" + string.Join(',', others.Select(other => $"\"{other.Key}\":{other.Value}")) + "}", out var fault));
            Assert.Equal(("invalid_type", param), (fault!.Code, fault.Param));
            Assert.DoesNotContain(value.Trim('"') + "` ", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Read_MessageThatIsNoObject_IsRefused(string message)
    {
        Assert.Null(Read($$"""{"model":"m","messages":[{{message}}]}""", out var fault));
        Assert.Equal(("invalid_type", "messages[]"), (fault!.Code, fault.Param));
    }

    [Fact]
    public void Read_Depth_StopsAtSixtyFour()
    {
        Assert.NotNull(Read($$"""{"model":"m","messages":[],"x":{{new string('[', 62)}}{{new string(']', 62)}}}""", out _));
        Assert.Null(Read($$"""{"model":"m","messages":[],"x":{{new string('[', 70)}}{{new string(']', 70)}}}""", out var fault));
        Assert.Equal("invalid_json", fault!.Code);
        Assert.Null(Read($$"""{"model":"m","messages":[],"x":{{new string('[', 200_000)}}""", out fault));
        Assert.Equal("invalid_json", fault!.Code);
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc3 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0xbd })]
    [InlineData(new byte[] { 0xc0, 0xaf })]
    [InlineData(new byte[] { 0xf5, 0x80, 0x80, 0x80 })]
    public void Read_InvalidUtf8_IsRefusedInNamesAndValues(byte[] bad)
    {
        byte[] head = [.. """{"model":"m","messages":[],"x"""u8];
        byte[] value = [.. head, .. "\":\""u8, .. bad, .. "\"}"u8];
        byte[] name = [.. head, .. bad, .. "\":1}"u8];
        foreach (var body in (byte[][])[value, name])
        {
            Assert.Null(new RequestReader().Read(Surface.Chat, body, out var fault));
            Assert.Equal("invalid_utf8", fault!.Code);
        }
    }

    [Fact]
    public void Read_Facts_AreTaken()
    {
        var json = """{ "stream" : true, "model":"m\u006f", "n":3, "max_tokens":50, "max_completion_tokens":40, "stream_options":{"include_usage":true}, "store":true, "user":"u", "messages":[{"role":"user","content":"hi"},{"role":"user","content":null}] }""";
        var request = Read(json, out _)!;
        Assert.Equal(("mo", true, true, 3, 50, 2), (request.Model, request.Stream, request.IncludeUsage, request.Choices, request.OutputLimit, request.MessageCount));
        Assert.Equal(["50", "40"], request.Limits.Values.Select(range => Of(range, json)));
        Assert.Equal("""{"include_usage":true}""", Of(request.StreamOptions, json));
        Assert.Equal("true", Of(request.StoreValue, json));
        Assert.Equal("\"user\":\"u\"", Of(request.Members.User, json));
        Assert.Equal(1, request.InsertAt);
    }

    [Fact]
    public void Read_NullsOfOptionalFields_AreDefaults()
    {
        var request = Read("""{"model":"m","messages":[],"n":null,"stream":null,"max_tokens":null,"stream_options":null,"store":null,"user":null}""", out _)!;
        Assert.Equal((1, false, null), (request.Choices, request.Stream, request.OutputLimit));
    }

    [Fact]
    public void Read_Twice_RemembersNothing()
    {
        var reader = new RequestReader();
        Assert.NotNull(reader.Read(Surface.Chat, """{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://x"}}]}],"stream":true,"n":4,"max_tokens":9,"user":"u","store":true,"web_search_options":{}}"""u8.ToArray(), out _));
        var request = reader.Read(Surface.Chat, """{"model":"z","messages":[]}"""u8.ToArray(), out _)!;
        Assert.Empty(request.Texts);
        Assert.Empty(request.Unreadable);
        Assert.Empty(request.Limits.Values);
        Assert.Equal((false, 1, null, false), (request.Stream, request.Choices, request.OutputLimit, request.HostedTools));
        Assert.Equal((0, 0), (request.Members.User.Length, request.StoreValue.Length));
        Assert.Null(reader.Read(Surface.Chat, "{"u8.ToArray(), out _));
        Assert.NotNull(reader.Read(Surface.Chat, """{"model":"z","messages":[]}"""u8.ToArray(), out _));
    }

    [Fact]
    public void Read_FileId_IsRefused()
    {
        Assert.Null(Read("""{"model":"m","messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]}]}""", out var fault));
        Assert.Equal("stateful_feature_disabled", fault!.Code);
    }

    private static string Of(ByteRange range, string json) => Encoding.UTF8.GetString(range.Of(Encoding.UTF8.GetBytes(json)));

    private static ModelRequest? Read(string json, out JsonFault? fault) => new RequestReader().Read(Surface.Chat, Encoding.UTF8.GetBytes(json), out fault);

    [Theory]
    [InlineData("""{"model":"m","messages":[],"modalities":["text","audio"],"audio":{"voice":"alloy","format":"wav"}}""")]
    [InlineData("""{"model":"m","messages":[],"audio":"alloy"}""")]
    public void Read_SpokenOutput_IsUnreadable(string body)
    {
        var request = new RequestReader().Read(Surface.Chat, System.Text.Encoding.UTF8.GetBytes(body), out _)!;
        Assert.Equal(UnreadableKind.Audio, Assert.Single(request.Unreadable).Kind);
    }
}
