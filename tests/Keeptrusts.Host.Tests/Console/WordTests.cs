using System.Net;
using System.Text.RegularExpressions;
using Keeptrusts.Host.Console.Chat;
using Keeptrusts.Host.Console.Shared;
using Keeptrusts.Host.ControlPlane.Chat;
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
            ["Findings"] = Array.Empty<DocumentFinding>(), ["Before"] = "a", ["After"] = "b", ["BeforeLabel"] = "before", ["AfterLabel"] = "after", ["Following"] = new[] { "gw.rapid-prototype", "gw.standard-dev" },
        });
        Assert.Contains("Changes with it: gw.rapid-prototype gw.standard-dev", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_OfAnAnswer_StandsApartFromItsPlace()
    {
        var turn = new ChatTurn { Number = 1, AskedAt = DateTimeOffset.UnixEpoch, Question = "q", Passages = [new(1, "doc_1", "kettle.pdf", "page 1", "text")], Answers = [] };
        Assert.Contains("[1] kettle.pdf page 1", await WordsAsync<TurnView>(new() { ["Turn"] = turn }), StringComparison.Ordinal);
    }

    private static async Task<string> WordsAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        return Space().Replace(WebUtility.HtmlDecode(Tag().Replace(html, "")), " ");
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
