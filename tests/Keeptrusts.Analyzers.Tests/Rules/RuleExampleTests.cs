using Keeptrusts.Policy.Diagnostics;
using Microsoft.CodeAnalysis;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;

namespace Keeptrusts.Analyzers.Tests.Rules;

public sealed class RuleExampleTests
{
    public static TheoryData<string> Ids => [.. RuleCatalog.All.Where(r => r.IsAboutCode).Select(r => r.Id)];

    [Fact]
    public void Catalog_RulesAboutCode_AreThoseOfTheAnalyzers()
    {
        var rules = AllAnalyzers.Create().SelectMany(a => a.SupportedDiagnostics).Where(d => d.Id.StartsWith("KT6", StringComparison.Ordinal)).DistinctBy(d => d.Id).OrderBy(d => d.Id, StringComparer.Ordinal);

        Assert.Equal(
            RuleCatalog.All.Where(r => r.IsAboutCode).Select(r => (r.Id, r.Title, r.Severity.ToString(), r.HelpUri)),
            rules.Select(d => (d.Id, d.Title.ToString(System.Globalization.CultureInfo.InvariantCulture), d.DefaultSeverity.ToString(), d.HelpLinkUri)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Catalog_RulesAboutCode_SayWhatAndWhy(string id) =>
        Assert.All([RuleCatalog.Find(id)!.What, RuleCatalog.Find(id)!.Why], text => Assert.True(text.Length > 40));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task WrongExample_OfARule_HasItsFinding(string id)
    {
        var found = await ReportAsync(RuleCatalog.Find(id)!.Wrong);

        Assert.Contains(found, d => d.Id == id);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task RightExample_OfARule_HasNone(string id)
    {
        var found = await ReportAsync(RuleCatalog.Find(id)!.Right);

        Assert.DoesNotContain(found, d => d.Id == id);
    }

    private static Task<IReadOnlyList<Diagnostic>> ReportAsync(string source) => AllAnalyzers.ReportAsync(
        source.Contains("WebApplication.Create", StringComparison.Ordinal) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
        [source, source.Contains("UseKeeptrustsPolicy", StringComparison.Ordinal) ? ChatClients.Policy : ""]);
}
