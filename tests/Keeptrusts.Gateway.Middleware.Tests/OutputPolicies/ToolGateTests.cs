using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Compilation;
using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Tests.OutputPolicies;

public sealed class ToolGateTests
{
    private const string Finish = """{"id":"x","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Take_RandomCallsCutsAndVerdicts_OnlyWholeAllowedCallsLeaveInOrder(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 25; round++)
        {
            var calls = Enumerable.Range(0, random.Next(1, 5)).Select(i => new Call(random.Next(2), i, $"tool{random.Next(6)}", $$"""{"a":"{{random.Next()}}","n":{{i}}}""")).ToList();
            calls = [.. calls.GroupBy(call => call.Choice).SelectMany(group => group.Select((call, i) => call with { Index = i }))];
            var denied = random.Next(3) == 0 ? -1 : random.Next(calls.Count);
            var policy = new FakePolicies { OnTool = (tool, _) => denied >= 0 && tool.Arguments == calls[denied].Arguments ? Judgement.Of(Verdict.Block, "tool_denied") : Judgement.Pass };

            var run = StreamRun.Of(new CompiledScope([policy.Unit(PolicyPhase.Tool)]), Chunks(calls, random));

            var said = Heard(run);
            var judged = policy.Tools.Select(asked => (asked.Tool.Name, asked.Tool.Arguments)).ToList();
            Assert.Equal(denied >= 0 ? GuardStep.Blocked : GuardStep.Next, run.LastStep);
            // What was delivered is what was judged and passed, whole, in that order; every call but those behind a refusal was judged.
            Assert.Equal(judged.Where(call => denied < 0 || call.Arguments != calls[denied].Arguments), said.Select(call => (call.Name, call.Arguments)));
            Assert.Equal(Enumerable.Range(1, judged.Count), policy.Tools.Select(asked => asked.Number));
            Assert.All(said, call => Assert.Contains(call, calls));
            Assert.True(denied >= 0 || said.Count == calls.Count);
        }
    }

    [Fact]
    public void Take_ContentBesideACall_FlowsAtOnceWhileTheCallWaits()
    {
        var scope = new CompiledScope([new FakePolicies().Unit(PolicyPhase.Tool)]);
        var run = StreamRun.Of(scope, [
            """{"id":"x","choices":[{"index":0,"delta":{"role":"assistant","content":"one ","tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{"}}]}}]}""",
            """{"id":"x","choices":[{"index":0,"delta":{"content":"two"}}]}""",
            """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"}"}}]}}]}""",
            Finish]);
        Assert.Equal("""{"id":"x","choices":[{"index":0,"delta":{"role":"assistant","content":"one "}}]}""", run.Events[0]);
        Assert.Equal("""{"id":"x","choices":[{"index":0,"delta":{"content":"two"}}]}""", run.Events[1]);
        Assert.Contains("\"id\":\"a\"", run.Events[2], StringComparison.Ordinal);
        Assert.Equal("{}", run.Channels["0/tool_calls/0"]);
        Assert.Equal(Finish, run.Events[^1]);
        Assert.Equal(5, run.Events.Count);
    }

    [Fact]
    public void Take_SeveralWholeCallsInOneChunkWithoutIndexes_EachIsJudgedAndNumbered()
    {
        var policy = new FakePolicies();
        var run = StreamRun.Of(new CompiledScope([policy.Unit(PolicyPhase.Tool)]), [
            """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}},{"id":"b","function":{"name":"g","arguments":"{\"x\":1}"},"extra":{"signature":"s"}}]},"finish_reason":"tool_calls"}]}"""]);
        Assert.Equal([("f", "{}"), ("g", "{\"x\":1}")], policy.Tools.Select(asked => (asked.Tool.Name, asked.Tool.Arguments)));
        Assert.Contains("""[{"index":1,"id":"b","function":{"name":"g","arguments":"{\"x\":1}"},"extra":{"signature":"s"}}]""", run.Events[1], StringComparison.Ordinal);
        Assert.Equal([(0, "tool_calls")], run.Finishes);
    }

    [Fact]
    public void Take_SameIndexWithANewId_IsAnotherCall()
    {
        var policy = new FakePolicies();
        StreamRun.Of(new CompiledScope([policy.Unit(PolicyPhase.Tool)]), [
            """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}""",
            """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"g","arguments":"[]"}}]}}]}""",
            Finish]);
        Assert.Equal([("f", "{}"), ("g", "[]")], policy.Tools.Select(asked => (asked.Tool.Name, asked.Tool.Arguments)));
    }

    [Fact]
    public void Take_OlderFormAndArgumentsThatAreNoString_AreJudgedAsTheyAre()
    {
        var policy = new FakePolicies();
        StreamRun.Of(new CompiledScope([policy.Unit(PolicyPhase.Tool)]), [
            """{"id":"x","choices":[{"index":0,"delta":{"function_call":{"name":"f","arguments":{"a":[1]}}}}]}""",
            Finish]);
        Assert.Equal([("f", """{"a":[1]}""")], policy.Tools.Select(asked => (asked.Tool.Name, asked.Tool.Arguments)));
    }

    [Fact]
    public void Take_MoreOfACallThatWasDelivered_IsNoReply()
    {
        var run = StreamRun.Of(new CompiledScope([new FakePolicies().Unit(PolicyPhase.Tool)]), [
            """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}""",
            """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"g","arguments":"{}"}}]}}]}""",
            """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"evil"}}]}}]}"""]);
        Assert.Equal(GuardStep.Invalid, run.LastStep);
        Assert.DoesNotContain(run.Events, text => text.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public void Take_MoreWaitsThanMay_IsNoReply()
    {
        var chunk = """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"0123456789"}}]}}]}""";
        var run = StreamRun.Of(new CompiledScope([new FakePolicies().Unit(PolicyPhase.Tool)]), Enumerable.Repeat(chunk, 100), mostHeld: 1000);
        Assert.Equal((GuardStep.Invalid, 0), (run.LastStep, run.Events.Count));
    }

    [Theory]
    [InlineData("mail", true)]
    [InlineData("", true)]
    [InlineData("delete_all", false)]
    public void Take_NameInEachChunk_IsOneNameOrACut(string second, bool passes)
    {
        var policy = new FakePolicies();
        var run = StreamRun.Of(new CompiledScope([policy.Unit(PolicyPhase.Tool)]), [
            """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"mail","arguments":"{"}}]}}]}""",
            """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"NAME","arguments":"}"}}]}}]}""".Replace("NAME", second, StringComparison.Ordinal),
            Finish]);
        Assert.Equal(passes ? GuardStep.Next : GuardStep.Invalid, run.LastStep);
        Assert.Equal(passes ? ["mail"] : [], policy.Tools.Select(call => call.Tool.Name));
        Assert.Equal(passes ? 1 : 0, run.Events.Count(data => data.Contains("\"name\":\"mail\"", StringComparison.Ordinal)));
        Assert.DoesNotContain(run.Events, data => data.Contains("delete_all", StringComparison.Ordinal));
    }

    [Fact]
    public void Take_StreamThatStopsInACall_JudgesItAtTheEnd()
    {
        var policy = new FakePolicies { OnTool = (_, _) => Judgement.Of(Verdict.Block, "no") };
        var run = StreamRun.Of(new CompiledScope([policy.Unit(PolicyPhase.Tool)]), [
            """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}"""]);
        Assert.Equal(GuardStep.Blocked, run.LastStep);
        Assert.Equal([(0, "content_filter")], run.Finishes);
    }

    [Fact]
    public void Take_RedactedArguments_AreWhatIsJudgedAndDelivered()
    {
        var policy = new FakePolicies();
        var emails = new PolicyUnit { Name = "pii", Kind = "pii-detector", ReasonCode = ReasonCodes.PiiDetected, Phases = [PolicyPhase.Output], Rules = [new SpanRule(0, "EMAIL_ADDRESS", PolicyAction.Redact, false, "[EMAIL_ADDRESS]", [])] };
        var scope = new CompiledScope([emails, policy.Unit(PolicyPhase.Tool)]);
        var run = StreamRun.Of(scope, [
            """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"mail","arguments":"{\"to\":\"ann@exa"}}]}}]}""",
            """{"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"mple.com\"}"}}]}}]}""",
            Finish]);
        Assert.Equal("""{"to":"[EMAIL_ADDRESS]"}""", policy.Tools.Single().Tool.Arguments);
        Assert.Equal("""{"to":"[EMAIL_ADDRESS]"}""", run.Channels["0/tool_calls/0"]);
    }

    private static List<Call> Heard(StreamRun run)
    {
        var said = new List<Call>();
        foreach (var choice in run.Events.SelectMany(text => JsonNode.Parse(text)!["choices"]!.AsArray()))
        {
            foreach (var item in choice!["delta"]!["tool_calls"]?.AsArray() ?? [])
            {
                var (number, index) = (choice["index"]!.GetValue<int>(), item!["index"]!.GetValue<int>());
                if (item["id"] is not null)
                {
                    Assert.Equal($"id{number}{index}", item["id"]!.GetValue<string>());
                    said.Add(new(number, index, item["function"]!["name"]!.GetValue<string>(), ""));
                }

                var at = said.FindIndex(call => (call.Choice, call.Index) == (number, index));
                said[at] = said[at] with { Arguments = said[at].Arguments + item["function"]!["arguments"]!.GetValue<string>() };
            }
        }

        return said;
    }

    private static IEnumerable<string> Chunks(List<Call> calls, Random random)
    {
        // Each choice says its calls one after the other; choices take turns.
        var queues = calls.GroupBy(call => call.Choice).Select(group => new Queue<string>(group.SelectMany(call => Deltas(call, random)).Append("end"))).ToList();
        var numbers = calls.Select(call => call.Choice).Distinct().ToList();
        while (queues.Any(queue => queue.Count > 0))
        {
            var i = random.Next(queues.Count);
            if (queues[i].TryDequeue(out var delta))
            {
                if (random.Next(3) == 0)
                {
                    yield return $$$"""{"id":"x","choices":[{"index":0,"delta":{"content":"ab"}}]}""";
                }

                yield return delta == "end"
                    ? $$$"""{"id":"x","choices":[{"index":{{{numbers[i]}}},"delta":{},"finish_reason":"tool_calls"}]}"""
                    : $$$"""{"id":"x","choices":[{"index":{{{numbers[i]}}},"delta":{"tool_calls":[{{{delta}}}]}}]}""";
                if (delta == "end" && numbers[i] == 0)
                {
                    break; // Nothing comes behind the end of choice 0, whose content is said at random.
                }
            }
        }

        for (var i = 0; i < queues.Count; i++)
        {
            while (queues[i].TryDequeue(out var delta))
            {
                yield return delta == "end"
                    ? $$$"""{"id":"x","choices":[{"index":{{{numbers[i]}}},"delta":{},"finish_reason":"tool_calls"}]}"""
                    : $$$"""{"id":"x","choices":[{"index":{{{numbers[i]}}},"delta":{"tool_calls":[{{{delta}}}]}}]}""";
            }
        }
    }

    private static IEnumerable<string> Deltas(Call call, Random random)
    {
        yield return $$$"""{"index":{{{call.Index}}},"id":"id{{{call.Choice}}}{{{call.Index}}}","type":"function","function":{"name":"{{{call.Name}}}","arguments":""}}""";
        for (var start = 0; start < call.Arguments.Length;)
        {
            var end = Math.Min(call.Arguments.Length, start + random.Next(1, 8));
            yield return $$$"""{"index":{{{call.Index}}},"function":{"arguments":{{{Answers.Quote(call.Arguments[start..end])}}}}}""";
            start = end;
        }
    }

    private sealed record Call(int Choice, int Index, string Name, string Arguments);
}
