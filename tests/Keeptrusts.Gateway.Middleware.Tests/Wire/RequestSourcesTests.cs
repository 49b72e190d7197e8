using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Tests.Wire;

public sealed class RequestSourcesTests
{
    [Theory]
    [InlineData("sys", TextRole.System, 0, TextPart.Content)]
    [InlineData("part", TextRole.User, 1, TextPart.Content)]
    [InlineData("bare part", TextRole.User, 1, TextPart.Content)]
    [InlineData("nick", TextRole.User, 1, TextPart.Other)]
    [InlineData("no", TextRole.Assistant, 2, TextPart.Refusal)]
    [InlineData("why", TextRole.Assistant, 2, TextPart.Reasoning)]
    [InlineData("f", TextRole.Assistant, 2, TextPart.ToolName)]
    [InlineData("{}", TextRole.Assistant, 2, TextPart.ToolArguments)]
    [InlineData("free", TextRole.Assistant, 2, TextPart.ToolArguments)]
    [InlineData("result", TextRole.Tool, 3, TextPart.Content)]
    [InlineData("older result", TextRole.Tool, 4, TextPart.Content)]
    [InlineData("dev", TextRole.System, 5, TextPart.Content)]
    [InlineData("who knows", TextRole.Unknown, 6, TextPart.Content)]
    [InlineData("does things", TextRole.System, -1, TextPart.ToolDefinition)]
    [InlineData("likely", TextRole.Unknown, -1, TextPart.Other)]
    public void Read_Texts_KnowWhoSaysThemAndWhatFor(string text, TextRole role, int message, TextPart part)
    {
        var body = Encoding.UTF8.GetBytes(
            """
            {"model":"m","tools":[{"type":"function","function":{"name":"tool","description":"does things"}}],"messages":[
              {"role":"system","content":"sys"},
              {"content":[{"type":"text","text":"part"},"bare part"],"name":"nick","role":"user"},
              {"role":"assistant","content":null,"refusal":"no","reasoning":"why","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"b","type":"custom","custom":{"name":"g","input":"free"}}]},
              {"role":"tool","tool_call_id":"a","content":"result"},
              {"role":"function","name":"f2","content":"older result"},
              {"role":"developer","content":"dev"},
              {"role":"narrator","content":"who knows"}
            ],"prediction":{"type":"content","content":"likely"}}
            """);
        var request = new RequestReader().Read(Surface.Chat, body, out var fault);
        Assert.Null(fault);
        var slot = request!.Texts.Single(slot => JsonText.ToText(slot, body) == text);
        Assert.Equal(new TextSource(role, message, part), slot.Source);
        Assert.Equal(role == TextRole.Tool, slot.Source.IsUntrusted);
        Assert.Equal((2, 7), (request.ToolCalls, request.MessageCount));
    }
}
