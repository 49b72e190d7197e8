using CsCheck;
using Keeptrusts.Policy.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Keeptrusts.Analyzers.Tests.Rules;

/// <summary>An editor asks for findings while a source is being typed: whatever is missing, no analyzer may fail.</summary>
public sealed class BrokenSourceTests
{
    private const int Rounds = 10;
    private const int Together = 20;

    private static readonly string[] Whole =
    [
        .. RuleCatalog.All.Where(r => r.IsAboutCode).SelectMany(r => new[] { r.Wrong, r.Right }),
        .. new[] { DecoratorOrderAnalyzerTests.Wrong, UngovernedChatClientAnalyzerTests.Ungoverned }.SelectMany(data => data.Select(row => ChatClients.Method(row.Data))),
        .. ContentSinkAnalyzerTests.Leaking.Select(row => ContentSinkAnalyzerTests.Method(row.Data)),
        .. DirectModelClientAnalyzerTests.Direct.Select(row => DirectModelClientAnalyzerTests.Class(row.Data)),
        .. UnknownIdAnalyzerTests.Unknown.Select(row => UnknownIdAnalyzerTests.Method(row.Data)),
    ];

    /// <summary>A source without its marks, with a few stretches cut out, doubled, or cut off at the end.</summary>
    private static readonly Gen<string> Broken =
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Select(Gen.Double[0, 1], Gen.Int[1, 12], Gen.Int[0, 2]).Array[1, 4], (which, cuts) =>
        {
            var text = System.Text.RegularExpressions.Regex.Replace(Whole[which], @"\{\|KT\d+:|\|\}", "");
            foreach (var (where, length, how) in cuts)
            {
                var at = (int)(where * text.Length);
                var stretch = text.Substring(at, Math.Min(length, text.Length - at));
                text = how switch { 0 => text.Remove(at, stretch.Length), 1 => text.Insert(at, stretch), _ => text[..at] };
            }

            return text;
        });

    [Fact]
    public Task Analyzers_OverBrokenSources_NeverFail() =>
        Broken.Array[Together].SampleAsync(sources => AllAnalyzers.ReportOnBrokenAsync(OutputKind.DynamicallyLinkedLibrary, sources), iter: Rounds, threads: 1);

    /// <summary>Followed without end, these would take the compiler and the editor with them.</summary>
    [Theory]
    [InlineData("ChatClientBuilder a = b.UseLogging(); ChatClientBuilder b = a.UseKeeptrustsPolicy(plan); a.Build();")]
    [InlineData("IChatClient a = b; IChatClient b = a; a = new LocalModel(); IChatClient c = new LocalModel().AsBuilder().Build(), d = e, e = d; e.AsBuilder().Build();")]
    [InlineData("IChatClient a = new ChatClientBuilder(b).Build(); IChatClient b = new ChatClientBuilder(a).Build();")]
    [InlineData("string a = b + \"x\", b = a + \"y\"; Console.WriteLine(a); new HttpClient().GetAsync(a);")]
    [InlineData("Uri a = b, b = a; OpenAIClientOptions c = d, d = c; c.Endpoint = a; _ = new OpenAIClient(new ApiKeyCredential(\"key\"), c);")]
    public async Task Variables_DefinedByEachOther_AreNotFollowedForEver(string body) =>
        await AllAnalyzers.ReportOnBrokenAsync(OutputKind.DynamicallyLinkedLibrary, [ChatClients.Method(body)]);
}
