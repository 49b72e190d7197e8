using System.Text;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Policy.Tests.Docs;

public sealed class RulePageTests
{
    public static TheoryData<string> Rules => [.. RuleCatalog.All.Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void RulePage_EachRule_IsCommittedAsGenerated(string id) => CommittedFiles.Check($"docs/rules/{id}.md", RulePage.Of(RuleCatalog.Find(id)!));

    [Fact]
    public void RulePages_Folder_HoldsAPagePerRuleAndAnIndex()
    {
        var index = new StringBuilder("# Rules\n\n`kt policy lint --explain KT2001` shows the same words in a terminal.\n\n| id | severity | finding |\n|---|---|---|\n");
        foreach (var rule in RuleCatalog.All)
        {
            index.Append("| [").Append(rule.Id).Append("](").Append(rule.Id).Append(".md) | ").Append(rule.Severity.ToString().ToLowerInvariant()).Append(" | ").Append(rule.Title).Append(" |\n");
        }

        CommittedFiles.Check("docs/rules/README.md", index.ToString());
        var files = Directory.GetFiles(Path.Combine(RepositoryPaths.Root, "docs", "rules")).Select(f => Path.GetFileNameWithoutExtension(f));
        Assert.Equal([.. RuleCatalog.All.Select(r => r.Id), "README"], files.Order(StringComparer.Ordinal));
    }
}
