namespace Keeptrusts.Policy.Tests.Cases;

/// <summary>The cases of each rule: what it finds and, as important, what it does not.</summary>
public sealed class RuleCaseTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases", "rules");

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var code in Codes())
        {
            foreach (var one in DocumentCase.Read("rules/" + code))
            {
                data.Add(code, one.Name);
            }
        }

        return data;
    }

    public static TheoryData<string> Rules() => [.. Codes()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Lint_Case_SaysExactlyThis(string code, string name)
    {
        var one = DocumentCase.Read("rules/" + code).Single(c => c.Name == name);
        Assert.Equal(one.Expected, string.Join('\n', PolicyEngine.Lint(one.Yaml).Select(DocumentCase.Describe)));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Cases_OfARule_AreFiveOfEachKind(string code)
    {
        var finds = DocumentCase.Read("rules/" + code).ToLookup(c => c.Expected.Contains(code, StringComparison.Ordinal));
        Assert.True(finds[true].Count() >= 5, $"{code} has {finds[true].Count()} cases with a finding");
        Assert.True(finds[false].Count() >= 5, $"{code} has {finds[false].Count()} cases without");
    }

    private static IEnumerable<string> Codes() => Directory.EnumerateFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);
}
