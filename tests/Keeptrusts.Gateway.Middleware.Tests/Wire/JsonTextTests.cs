using System.Buffers;
using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Tests.Wire;

public sealed class JsonTextTests
{
    private const string Alphabet = "ab\"\\/\b\f\n\r\t\u0000\u001f\u007f\u0080éß漢\u2028\ufeff\uffff😀";

    [Fact]
    public void WriteString_RandomTexts_ComeBackThroughBothReaders()
    {
        var random = new Random(1);
        for (var round = 0; round < 3000; round++)
        {
            var text = RandomTexts.Valid(random, Alphabet, 20);
            var json = Write(text);
            Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
            Assert.Equal(text, Decode(json));
        }
    }

    [Fact]
    public void WriteString_LoneSurrogates_ComeBackFromDecode()
    {
        var random = new Random(2);
        for (var round = 0; round < 3000; round++)
        {
            var chars = new char[random.Next(8)];
            for (var i = 0; i < chars.Length; i++)
            {
                chars[i] = "a\ud83d\ude00\ud800\udfff"[random.Next(5)];
            }

            var text = new string(chars);
            var json = Write(text);
            Assert.Equal(text, Decode(json));
            Assert.True(System.Text.Unicode.Utf8.IsValid(json));
        }
    }

    [Fact]
    public void Decode_EveryEscapeForm_SaysWhatSystemTextJsonSays()
    {
        var random = new Random(3);
        string[] forms = [@"\""", @"\\", @"\/", @"\b", @"\f", @"\n", @"\r", @"\t", @"\u0041", @"\u00e9", @"\u6f22", @"\ud83d\ude00", @"\uD83D\uDE00", "x", "é", "漢", "😀"];
        for (var round = 0; round < 3000; round++)
        {
            var json = "\"" + string.Concat(Enumerable.Range(0, random.Next(10)).Select(_ => forms[random.Next(forms.Length)])) + "\"";
            Assert.Equal(JsonSerializer.Deserialize<string>(json), Decode(Encoding.UTF8.GetBytes(json)));
        }
    }

    [Fact]
    public void HasLoneSurrogate_Text_IsSeen()
    {
        // Not as theory data: test runners hand it on as UTF-8.
        Assert.All(["", "plain", "😀😀", "a😀b"], text => Assert.False(JsonText.HasLoneSurrogate(text)));
        Assert.All(["a\ud83d", "\ude00a", "\ud83d\ud83d\ude00", "😀\ude00", "😀 and \ud83d more"], text => Assert.True(JsonText.HasLoneSurrogate(text)));
    }

    private static byte[] Write(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonText.WriteString(output, text);
        return output.WrittenSpan.ToArray();
    }

    private static string Decode(byte[] json)
    {
        var raw = json.AsSpan()[1..^1];
        var chars = new char[raw.Length];
        return new string(chars, 0, JsonText.Decode(raw, raw.Contains((byte)'\\'), chars));
    }
}
