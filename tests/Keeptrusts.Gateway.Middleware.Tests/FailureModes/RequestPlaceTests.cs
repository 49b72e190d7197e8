namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>A value somewhere in a request where nobody would look first: it never reaches the provider.</summary>
public sealed class RequestPlaceTests(EveryFace gateway) : IClassFixture<EveryFace>
{
    /// <summary>Place, face and the members that a request has beside the question; «VALUE» stands for the value.</summary>
    public static TheoryData<string, string, string> Places() => new()
    {
        { "tool arguments", "chat", """{"model":"gpt-4o","messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"mail","arguments":"{\"to\":\"VALUE\"}"}}]},{"role":"tool","tool_call_id":"c","content":"ok"}]}""" },
        { "tool arguments", "azure", """{"messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"mail","arguments":"{\"to\":\"VALUE\"}"}}]},{"role":"tool","tool_call_id":"c","content":"ok"}]}""" },
        { "tool arguments", "chat-anthropic", """{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"hi"},{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"mail","arguments":"{\"to\":\"VALUE\"}"}}]},{"role":"tool","tool_call_id":"c","content":"ok"}]}""" },
        { "tool arguments", "responses", """{"model":"gpt-4o","input":[{"type":"function_call","call_id":"c","name":"mail","arguments":"{\"to\":\"VALUE\"}"},{"type":"function_call_output","call_id":"c","output":"ok"}]}""" },
        { "tool arguments", "messages", """{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"c","name":"mail","input":{"to":["VALUE"]}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"ok"}]}]}""" },
        { "tool description", "chat", """{"model":"gpt-4o","messages":[],"tools":[{"type":"function","function":{"name":"mail","description":"asks VALUE","parameters":{"type":"object","properties":{"to":{"type":"string","description":"such as VALUE","enum":["VALUE"]}}}}}]}""" },
        { "tool description", "chat-anthropic", """{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"mail","description":"asks VALUE","parameters":{"type":"object","properties":{"to":{"type":"string","description":"such as VALUE"}}}}}]}""" },
        { "tool description", "responses", """{"model":"gpt-4o","input":"hi","tools":[{"type":"function","name":"mail","description":"asks VALUE","parameters":{"type":"object","properties":{"to":{"type":"string","description":"such as VALUE"}}}}]}""" },
        { "tool description", "messages", """{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[],"tools":[{"name":"mail","description":"asks VALUE","input_schema":{"type":"object","properties":{"to":{"type":"string","description":"VALUE"}}}}]}""" },
        { "instructions", "chat", """{"model":"gpt-4o","messages":[{"role":"system","content":"serve VALUE"},{"role":"developer","content":"and VALUE"}]}""" },
        { "instructions", "chat-anthropic", """{"model":"claude-sonnet-4-5","messages":[{"role":"system","content":"serve VALUE"},{"role":"user","content":"hi"}]}""" },
        { "instructions", "responses", """{"model":"gpt-4o","input":"hi","instructions":"serve VALUE"}""" },
        { "instructions", "messages", """{"model":"claude-sonnet-4-5","max_tokens":9,"system":"serve VALUE","messages":[]}""" },
        { "tool result", "chat", """{"model":"gpt-4o","messages":[{"role":"tool","tool_call_id":"c","content":"found VALUE"},{"role":"function","name":"f","content":"found VALUE"}]}""" },
        { "tool result", "chat-anthropic", """{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"hi"},{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"found VALUE"}]}""" },
        { "tool result", "responses", """{"model":"gpt-4o","input":[{"type":"function_call_output","call_id":"c","output":"found VALUE"},{"type":"custom_tool_call_output","call_id":"d","output":"VALUE"}]}""" },
        { "tool result", "messages", """{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":[{"type":"text","text":"found VALUE"}]}]}]}""" },
        { "reasoning", "chat", """{"model":"gpt-4o","messages":[{"role":"assistant","content":"x","reasoning_content":"VALUE, hm","reasoning":"VALUE again"}]}""" },
        { "reasoning", "responses", """{"model":"gpt-4o","input":[{"type":"reasoning","summary":[{"type":"summary_text","text":"VALUE, hm"}],"content":[{"type":"reasoning_text","text":"VALUE again"}]},{"role":"user","content":"hi"}]}""" },
        { "two parts", "chat", """{"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"text","text":"ask ann@exam"},{"type":"text","text":"ple.com now"}]}]}""" },
        { "two parts of a prediction", "chat", """{"model":"gpt-4o","messages":[],"prediction":{"type":"content","content":[{"type":"text","text":"ask ann@exam"},{"type":"text","text":"ple.com now"}]}}""" },
        { "two parts", "chat-anthropic", """{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":[{"type":"text","text":"ask ann@exam"},{"type":"text","text":"ple.com now"}]}]}""" },
        { "two parts", "responses", """{"model":"gpt-4o","input":[{"role":"user","content":[{"type":"input_text","text":"ask ann@exam"},{"type":"input_text","text":"ple.com now"}]}]}""" },
        { "two parts of a summary", "responses", """{"model":"gpt-4o","input":[{"type":"reasoning","summary":[{"type":"summary_text","text":"ask ann@exam"},{"type":"summary_text","text":"ple.com now"}]},{"role":"user","content":"hi"}]}""" },
        { "two parts", "messages", """{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"ask ann@exam"},{"type":"text","text":"ple.com now"}]}]}""" },
        { "suffix and stop", "completions", """{"model":"gpt-4o","prompt":["VALUE","and VALUE"],"suffix":"VALUE","stop":["VALUE"]}""" },
        { "a field nobody knows", "chat", """{"model":"gpt-4o","messages":[],"x_new":[{"deep":{"er":"VALUE"}}]}""" },
        { "a field nobody knows", "responses", """{"model":"gpt-4o","input":"hi","x_new":[{"deep":{"er":"VALUE"}}]}""" },
        { "a field nobody knows", "messages", """{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[],"x_new":[{"deep":{"er":"VALUE"}}]}""" },
    };

    [Theory, MemberData(nameof(Places))]
    public async Task Value_AnywhereInARequest_IsRedactedBeforeItLeaves(string place, string name, string body)
    {
        gateway.Begin();
        var answer = await gateway.CallAsync(Faces.Of(name), body.Replace("VALUE", "ann@example.com", StringComparison.Ordinal));
        var sent = Assert.Single(gateway.Upstream.Requests).Text;
        Assert.True(answer.Status == 200, $"{place}: {answer.Body}");
        Assert.Contains("[EMAIL_ADDRESS]", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("ple.com", sent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Value_AnywhereInARequest_IsBlockedWhereThePolicySaysSo(string place, string name, string body)
    {
        gateway.Begin(EveryFace.Block);
        var answer = await gateway.CallAsync(Faces.Of(name), body.Replace("VALUE", "ann@example.com", StringComparison.Ordinal));
        Assert.True((answer.Status, Face.Code(answer)) == (400, "input_blocked"), $"{place}: {answer.Body}");
        Assert.Empty(gateway.Upstream.Requests);
        Assert.DoesNotContain("ann@", answer.Body, StringComparison.Ordinal);
    }
}
