namespace Keeptrusts.Policy.Tests.Cases;

/// <summary>The whole of what is said about whole documents: code, place, path, words and help.</summary>
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
        Assert.Equal(one.Expected, string.Join('\n', result.Diagnostics.Select(DocumentCase.Describe)));
        Assert.Equal(!one.Expected.Contains("error ", StringComparison.Ordinal), result.Plan is not null);
    }

    [Fact]
    public void Load_GoodCases_SayNothing() =>
        Assert.All(DocumentCase.Read("good"), c => Assert.Equal("", c.Expected));
}
