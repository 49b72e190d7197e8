using System.Text.Json.Nodes;
using Keeptrusts.Policy.Suites;

namespace Keeptrusts.Policy.Tests.Suites;

public sealed class MessageChannelsTests
{
    private const string Messages =
        """
        [{"role":"developer","content":"be kind"},
         {"role":"user","name":"Ada","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
         {"role":"assistant","content":null,"reasoning_content":"hm","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]},
         {"role":"tool","content":"result"},
         {"content":"nobody"}]
        """;

    [Fact]
    public void Find_EveryMember_SaysWhoSpeaksAndWhere() =>
        Assert.Equal(
            [
                "/messages/0/content System 0 Content",
                "/messages/1/content/0/text User 1 Content",
                "/messages/1/name User 1 Other",
                "/messages/2/reasoning_content Assistant 2 Reasoning",
                "/messages/2/tool_calls/0/function/name Assistant 2 ToolName",
                "/messages/2/tool_calls/0/function/arguments Assistant 2 ToolArguments",
                "/messages/3/content Tool 3 Content",
                "/messages/4/content Unknown 4 Content",
            ],
            MessageChannels.Find((JsonArray)JsonNode.Parse(Messages)!).Select(c => $"{c.Slots[0].At} {c.Source.Role} {c.Source.Message} {c.Source.Part}"));

    [Fact]
    public void FindToolCalls_OfMessages_KeepsArgumentsAndPlace()
    {
        var call = Assert.Single(ToolCalls.Find((JsonArray)JsonNode.Parse(Messages)!));
        Assert.Equal(("f", "{}", "/messages/2/tool_calls/0"), (call.Name, call.Arguments, call.At));
    }
}
