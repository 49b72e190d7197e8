using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Tests.Cases;

/// <summary>
/// What is said about whole documents: code, place, path, words and help. Infos, and variables that most of these documents declare for no use, are left to the cases
/// of the rules.
/// </summary>
public sealed class DocumentCaseTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in new[] { "good", "syntax", "structure", "policies", "kinds", "targets", "spans", "schema" })
        {
            foreach (var one in DocumentCase.Read(file))
            {
                data.Add(file, one.Name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Load_Case_SaysExactlyThis(string file, string name)
    {
        var one = DocumentCase.Read(file).Single(c => c.Name == name);
        var result = PolicyEngine.Load(one.Yaml);
        Assert.Equal(one.Expected, string.Join('\n', result.Diagnostics.Where(d => d.Severity != DiagnosticSeverity.Info && d.Code != RuleCodes.UnusedVariable).Select(DocumentCase.Describe)));
        Assert.Equal(!one.Expected.Contains("error ", StringComparison.Ordinal), result.Plan is not null);
    }

    [Fact]
    public void Load_GoodCases_SayNothing() =>
        Assert.All(DocumentCase.Read("good"), c => Assert.Equal("", c.Expected));
}
