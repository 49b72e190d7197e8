using System.Text;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.Tests.OutputPolicies;

/// <summary>Names that a model made up: a text of its own for each would let an answer of many names cost the gateway a thousand times its size.</summary>
public sealed class ChosenNamesTests
{
    [Fact]
    public void Judge_ManyNames_AreOneTextAndEachOnce()
    {
        using var heard = new Heard();
        var names = new ChosenNames(new AnswerPolicies(heard));
        var reader = new ReplyReader();

        foreach (var deltas in (string[])["""{"details":{"a_1":1,"b_2":{"c\u0041":2}}}""", """{"details":{"a_1":1,"d_4":null}}""", """{"details":{"a_1":1}}""", """{"content":"hi"}"""])
        {
            var chunk = Encoding.UTF8.GetBytes(Answers.Chunk(0, deltas, "null"));
            names.Judge(chunk, reader.Read(chunk)!.Names);
        }

        Assert.Equal(["""{"details":0,"a_1":0,"b_2":0,"c\u0041":0}""", """{"d_4":0}"""], heard.Texts);
    }

    [Fact]
    public void Judge_OnceBlocked_AsksNoMore()
    {
        using var heard = new Heard { IsBlocked = true };
        var chunk = Encoding.UTF8.GetBytes(Answers.Chunk(0, """{"details":{"a_1":1}}""", "null"));

        new ChosenNames(new AnswerPolicies(heard)).Judge(chunk, new ReplyReader().Read(chunk)!.Names);

        Assert.Empty(heard.Texts);
    }

    private sealed class Heard : PhaseEvaluation
    {
        public List<string> Texts { get; } = [];

        public bool IsBlocked { get; init; }

        public override bool Blocked => IsBlocked;

        public override string? Rewrite(ReadOnlySpan<char> text, Func<string?>? at = null, ChannelFormat format = ChannelFormat.Text, TextSource source = default)
        {
            Assert.Equal((ChannelFormat.Json, "/*"), (format, at!()));
            Texts.Add(text.ToString());
            return null;
        }

        public override IReadOnlyList<string?> RewriteParts(IReadOnlyList<string> parts, Func<string?>? at = null, TextSource source = default) => throw new NotSupportedException();

        public override ChannelEvaluation OpenChannel(ChannelFormat format, string? at = null, TextSource source = default) => throw new NotSupportedException();

        public override ValueTask<PhaseOutcome> CompleteAsync(CancellationToken cancellation = default) => throw new NotSupportedException();
    }
}
