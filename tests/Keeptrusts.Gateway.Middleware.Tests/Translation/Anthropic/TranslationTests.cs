using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Keeptrusts.Gateway.Middleware.Translation.Anthropic;

namespace Keeptrusts.Gateway.Middleware.Tests.Translation.Anthropic;

/// <summary>The translation between chats and Anthropic's messages, by golden files.</summary>
public sealed class TranslationTests
{
    public static IEnumerable<TheoryDataRow<string, string, string>> Requests() => Golden.Cases("requests.txt");

    public static IEnumerable<TheoryDataRow<string, string, string>> Answers() => Golden.Cases("answers.txt");

    [Theory]
    [MemberData(nameof(Requests))]
    public void Request_Golden_IsTranslatedOrRefused(string name, string chat, string expected)
    {
        var refused = ChatToMessages.Translate(Encoding.UTF8.GetBytes(chat)).Refused(out var refusal, out var message);

        Assert.Equal(name.StartsWith("refused", StringComparison.Ordinal), refused);
        if (refused)
        {
            Assert.Equal((400, "unsupported_for_target", expected, true), (refusal!.Status, refusal.Code, refusal.Param, refusal.Unsent));
        }
        else
        {
            AssertSame(expected, Encoding.UTF8.GetString(message!));
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answer_Golden_IsTranslated(string name, string message, string expected)
    {
        Assert.NotEmpty(name);
        var output = new ArrayBufferWriter<byte>();
        MessageToCompletion.Translate(Encoding.UTF8.GetBytes(message), created: 7, output);

        AssertSame(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("<html>hi</html>")]
    [InlineData("[]")]
    [InlineData("{\"choices\":[]}")]
    public void Answer_ThatIsNoMessage_BecomesNothing(string body)
    {
        var output = new ArrayBufferWriter<byte>();
        MessageToCompletion.Translate(Encoding.UTF8.GetBytes(body), created: 7, output);

        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Stream_CutAnywhere_IsTranslated()
    {
        var (events, chunks) = Golden.Cut(Golden.Read("stream.txt"), ">>>\n");
        var bytes = Encoding.UTF8.GetBytes(events);

        Gen.Int[1, 200].List[1, 20].Sample(sizes => Translate(bytes, sizes) == chunks, iter: 200);
        Assert.Equal(chunks, Translate(bytes, [1]));
    }

    private static string Translate(ReadOnlySpan<byte> bytes, List<int> sizes)
    {
        using var translator = new EventsToChunks(created: 7, mostBytes: 1 << 20);
        var output = new ArrayBufferWriter<byte>();
        for (var turn = 0; !bytes.IsEmpty; turn++)
        {
            var size = Math.Min(bytes.Length, sizes[turn % sizes.Count]);
            translator.Take(bytes[..size], output);
            bytes = bytes[size..];
        }

        translator.Finish(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void AssertSame(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
