using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keeptrusts.Host.Console.Chat;
using Keeptrusts.Host.Console.Shared;
using Keeptrusts.Host.ControlPlane.Chat;
using Keeptrusts.Host.Runtime;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keeptrusts.Host.Tests.Console;

/// <summary>What parts of pages say, word by word, as they are rendered.</summary>
public sealed partial class WordTests
{
    [Fact]
    public async Task Review_OfSeveralThatFollow_NamesThemApart()
    {
        var words = await WordsAsync<ChangeReview>(new()
        {
            ["Findings"] = Array.Empty<DocumentFinding>(),
            ["Before"] = "a",
            ["After"] = "b",
            ["BeforeLabel"] = "before",
            ["AfterLabel"] = "after",
            ["Following"] = new[] { "gw.rapid-prototype", "gw.standard-dev" },
        });
        Assert.Contains("Changes with it: gw.rapid-prototype gw.standard-dev", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_OfAnAnswer_StandsApartFromItsPlace()
    {
        var turn = new ChatTurn { Number = 1, AskedAt = DateTimeOffset.UnixEpoch, Question = "q", Passages = [new(1, "doc_1", "kettle.pdf", "page 1", "text")], Answers = [] };
        Assert.Contains("[1] kettle.pdf page 1", await WordsAsync<TurnView>(new() { ["Turn"] = turn }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OfAProviderThatFailed_IsNoRefusalAndSaysWhatToDo()
    {
        var html = await AnswerAsync(new() { Model = "gpt", State = AnswerState.Refused, Problem = "boom", Facts = new() { Verdict = "allow", ReasonCode = "all_policies_passed", Outcome = "failed", Status = 500 } });
        var words = Words(html);
        Assert.Contains("The provider failed with status 500. boom", words, StringComparison.Ordinal);
        Assert.Contains("Try again in a moment, or choose another model.", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Refused.", words, StringComparison.Ordinal);
        Assert.DoesNotContain("verdict-allow\">allow", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ThatWaitsForAHuman_LinksTheEscalation()
    {
        var html = await AnswerAsync(new() { Model = "gpt", State = AnswerState.Refused, Problem = "held", Facts = new() { Verdict = "escalate", ReasonCode = "needs_human", Outcome = "refused", Status = 403, EscalationId = "esc_1" } });
        Assert.Contains("href=\"/escalations/esc_1\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ThatIsAToolCall_ShowsTheToolAndWhatItIsGiven()
    {
        var words = Words(await AnswerAsync(new() { Model = "gpt", ToolCalls = [new("wire_transfer", "{\"amount\":5}")], Facts = new() { Verdict = "allow", ReasonCode = "r" } }));
        Assert.Contains("The model calls the tool wire_transfer. The chat runs no tools", words, StringComparison.Ordinal);
        Assert.Contains("{\"amount\":5}", words, StringComparison.Ordinal);
    }

    [Fact]
    public void ToolCalls_InPieces_ArePutTogether()
    {
        var pieces = new ToolCallPieces();
        foreach (var chunk in (string[])["""[{"index":0,"id":"c1","function":{"name":"wire","arguments":"{\"a\":"}},{"index":1,"function":{"name":"look","arguments":"{}"}}]""", """[{"index":0,"function":{"arguments":"5}"}}]"""])
        {
            pieces.Add((JsonArray)JsonNode.Parse(chunk)!);
        }

        pieces.Add(null);
        Assert.Equal([new("wire", "{\"a\":5}"), new("look", "{}")], pieces.Calls);
    }

    private static Task<string> AnswerAsync(ChatAnswer answer) =>
        HtmlAsync<AnswerView>(new() { ["Answer"] = answer, ["Turn"] = new ChatTurn { Number = 1, AskedAt = DateTimeOffset.UnixEpoch, Question = "q", Answers = [answer] } });

    private static async Task<string> WordsAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent => Words(await HtmlAsync<T>(parameters));

    private static async Task<string> HtmlAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    private static string Words(string html) => Space().Replace(WebUtility.HtmlDecode(Tag().Replace(html, "")), " ");

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
