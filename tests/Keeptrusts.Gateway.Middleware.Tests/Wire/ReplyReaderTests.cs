using System.Text;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Tests.Wire;

public sealed class ReplyReaderTests
{
    [Fact]
    public void Read_Chunk_NamesEveryText()
    {
        var texts = Texts("""{"id":"x","object":"o","model":"m","created":1,"choices":[{"index":1,"delta":{"role":"assistant","content":"c","refusal":"r","reasoning_content":"t","tool_calls":[{"index":2,"id":"i","type":"function","function":{"name":"f","arguments":"{"}}]},"finish_reason":null}]}""");
        Assert.Equal(
            [
                ("assistant", 1, -1, "role", false), ("c", 1, -1, "content", true), ("r", 1, -1, "refusal", true), ("t", 1, -1, "reasoning_content", true),
                ("function", 1, 2, "tool_calls[].type", false), ("f", 1, 2, "tool_calls[].function.name", false), ("{", 1, 2, "tool_calls[].function.arguments", true),
            ],
            texts);
    }

    [Fact]
    public void Read_IndexesBehindTheTexts_StillCount()
    {
        var texts = Texts("""{"choices":[{"delta":{"content":"a","tool_calls":[{"function":{"arguments":"x"},"index":5},{"function":{"arguments":"y"},"index":3}]},"index":7},{"delta":{"content":"b"}}]}""");
        Assert.Equal(
            [("a", 7, -1, "content", true), ("x", 7, 5, "tool_calls[].function.arguments", true), ("y", 7, 3, "tool_calls[].function.arguments", true), ("b", 1, -1, "content", true)],
            texts);
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"MARK"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":[{"type":"text","text":"MARK"}]}}]}""")]
    [InlineData("""{"choices":[{"message":{"audio":{"transcript":"MARK"}}}]}""")]
    [InlineData("""{"choices":[{"message":{"annotations":[{"url_citation":{"title":"MARK"}}]}}]}""")]
    [InlineData("""{"choices":[{"message":{"new_field":{"a":[["MARK"]]}}}]}""")]
    [InlineData("""{"choices":[{"message":{"function_call":{"name":"f","arguments":"MARK"}}}]}""")]
    [InlineData("""{"choices":[{"message":{"reasoning_details":[{"type":"t","text":"MARK"}]}}]}""")]
    [InlineData("""{"choices":[{"message":["MARK"]}]}""")]
    [InlineData("""{"choices":[{"text":"MARK"}]}""")]
    [InlineData("""{"choices":[{"new":{"x":"MARK"}}]}""")]
    [InlineData("""{"choices":["MARK"]}""")]
    [InlineData("""{"choices":"MARK"}""")]
    [InlineData("""{"choices":[[{"message":{"content":"MARK"}}]]}""")]
    [InlineData("""{"citations":["MARK"],"choices":[]}""")]
    [InlineData("""{"choices":[],"warning":{"text":"MARK"}}""")]
    [InlineData("""{"error":{"message":"MARK"}}""")]
    [InlineData("""{"error":"MARK"}""")]
    [InlineData("""{"choices":[{"message":{"new_field":{"card":4111111111111111}}}]}""", "4111111111111111")]
    public void Read_TextAnywhere_IsFound(string json, string expected = "MARK") => Assert.Contains(Texts(json), text => text.Text == expected);

    [Theory]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":50,"completion_tokens":6,"prompt_tokens_details":{"cached_tokens":2,"cache_write_tokens":7}}}""", 7)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":50,"completion_tokens":6,"prompt_tokens_details":{"cache_creation_tokens":8}}}""", 8)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":50,"completion_tokens":6,"cache_creation_input_tokens":99}}""", 50)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":50,"completion_tokens":6}}""", 0)]
    public void Read_CacheWrites_AreTakenByTheNamesThatServersUse(string json, int expected) =>
        Assert.Equal(expected, new ReplyReader().Read(Encoding.UTF8.GetBytes(json))!.Usage!.CacheWrite);

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":6,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":2,"audio_tokens":9},"completion_tokens_details":{"reasoning_tokens":3}}}""", 5, 6, 2, 3)]
    [InlineData("""{"usage":{"completion_tokens_details":{"reasoning_tokens":3},"completion_tokens":6,"prompt_tokens":5},"choices":[]}""", 5, 6, 0, 3)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":0,"prompt_tokens_details":{"cached_tokens":-9},"completion_tokens_details":null}}""", 5, 0, 0, 0)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":0,"prompt_tokens_details":{"cached_tokens":9}}}""", 5, 0, 5, 0)]
    public void Read_Usage_IsTaken(string json, int prompt, int completion, int cached, int reasoning)
    {
        var reply = new ReplyReader().Read(Encoding.UTF8.GetBytes(json))!;
        Assert.Equal(new ReplyUsage(prompt, completion, cached, reasoning), reply.Usage);
        Assert.StartsWith("\"usage\":{", Encoding.UTF8.GetString(reply.UsageMember.Of(Encoding.UTF8.GetBytes(json))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"prompt_tokens":null,"prompt_tokens_details":null}""")]
    [InlineData("""{"prompt_tokens":5}""")]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":-6}""")]
    [InlineData("""{"prompt_tokens":99999999999999999999,"completion_tokens":6}""")]
    [InlineData("""{"prompt_tokens":"5","completion_tokens":true}""")]
    public void Read_UsageThatCannotBe_IsNone(string usage)
    {
        var reply = new ReplyReader().Read(Encoding.UTF8.GetBytes($$"""{"choices":[],"usage":{{usage}}}"""))!;
        Assert.Null(reply.Usage);
        Assert.NotEqual(default, reply.UsageMember);
    }

    [Fact]
    public void Read_OddIndexes_FallBackToTheOrder()
    {
        var texts = Texts("""{"choices":[{"index":"7","delta":{"content":"a"}},{"index":1.5,"delta":{"tool_calls":[{"index":"x","function":{"arguments":"b"}}]}}]}""");
        Assert.Equal([("a", 0, -1, "content", true), ("b", 1, 0, "tool_calls[].function.arguments", true)], texts);
    }

    [Fact]
    public void Read_UsageNull_IsSeenAndSaysNothing()
    {
        var reply = new ReplyReader().Read("""{"choices":[],"usage":null}"""u8)!;
        Assert.Null(reply.Usage);
        Assert.Equal(12, reply.UsageMember.Length);
    }

    [Theory]
    [InlineData("""{"error":{"message":"x"}}""", true)]
    [InlineData("""{"error":"x"}""", true)]
    [InlineData("""{"error":null,"choices":[]}""", false)]
    [InlineData("""{"choices":[{"message":{"error":"x"}}]}""", false)]
    public void Read_Error_IsToldApart(string json, bool expected) => Assert.Equal(expected, new ReplyReader().Read(Encoding.UTF8.GetBytes(json))!.IsError);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("<html>")]
    [InlineData("""{"choices":[""")]
    [InlineData("""{"choices":[],"choices":[]}""")]
    [InlineData("""{"choices":[{"message":{"content":"a","content":"b"}}]}""")]
    public void Read_NoReply_IsNull(string json) => Assert.Null(new ReplyReader().Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Read_ChoiceFacts_AreTaken()
    {
        var reply = new ReplyReader().Read("""{"choices":[{"index":0,"delta":{"role":"assistant"},"logprobs":{"content":[{"token":"a"}]},"finish_reason":null},{"index":1,"delta":{"content":"x"},"logprobs":null,"finish_reason":"stop"}]}"""u8)!;
        Assert.Equal((0, null, true), (reply.Choices[0].Index, reply.Choices[0].FinishReason, reply.Choices[0].Substance));
        Assert.True(reply.Choices[0].Logprobs.Length > 0);
        Assert.Equal((1, "stop", false, 0), (reply.Choices[1].Index, reply.Choices[1].FinishReason, reply.Choices[1].Substance, reply.Choices[1].Logprobs.Length));
    }

    [Fact]
    public void Read_HalfSurrogate_IsKept()
    {
        var reply = new ReplyReader().Read("""{"choices":[{"delta":{"content":"\ud83d"}}]}"""u8)!;
        Assert.Single(reply.Texts);
    }

    [Fact]
    public void Read_AfterBrokenText_StartsAnew()
    {
        var reader = new ReplyReader();
        Assert.Null(reader.Read("""{"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"x","""u8));
        var reply = reader.Read("""{"choices":[{"delta":{"content":"a"}}]}"""u8)!;
        Assert.Equal(("content", 0), (reply.Texts.Single().Path, reply.Texts.Single().Choice));
    }

    private static List<(string Text, int Choice, int Item, string Path, bool Continues)> Texts(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reply = new ReplyReader().Read(bytes)!;
        return [.. reply.Texts.Select(text => (Encoding.UTF8.GetString(text.Slot.Raw(bytes)), text.Choice, text.Item, text.Path, text.Continues))];
    }
}
