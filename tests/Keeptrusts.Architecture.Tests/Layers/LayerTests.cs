using Keeptrusts.Architecture.Tests.Sources;

namespace Keeptrusts.Architecture.Tests.Layers;

public sealed class LayerTests
{
    public static TheoryData<string> Projects => [.. Clone.Projects("src")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folder_UsesOthers_OnlyThoseAboveIt(string project)
    {
        var table = Table(project);
        var files = Clone.CSharp($"src/{project}").ToArray();
        var references = new FolderReferences(project, files);

        var wrong = files.SelectMany(f => references.In(f)
            .Where(r => !table.Allows(FolderReferences.TopFolder(f), r.Folder))
            .Select(r => $"{f.Path} uses {(r.Folder.Length == 0 ? "the project's own folder" : r.Folder + "/")} (`{r.Evidence}`)"));

        Expect.None(wrong, $"Folders of {project} use only those on lines above theirs in {LayerTable.FileName}:");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void LayerTable_Folders_AreThoseOfTheProject(string project)
    {
        var folders = Clone.CSharp($"src/{project}").Select(FolderReferences.TopFolder).Where(f => f.Length > 0).Distinct().Order();

        Assert.Equal(folders, Table(project).Folders.Order());
    }

    [Fact]
    public void Projects_References_PointTheDocumentedWay()
    {
        var allowed = new Dictionary<string, string[]>
        {
            ["Keeptrusts.Policy"] = [],
            ["Keeptrusts.Analyzers"] = ["Keeptrusts.Policy"],
            ["Keeptrusts.Analyzers.Build"] = ["Keeptrusts.Policy"],
            ["Keeptrusts.Analyzers.CodeFixes"] = ["Keeptrusts.Analyzers"],
            ["Keeptrusts.Gateway.Middleware"] = ["Keeptrusts.Policy"],
            ["Keeptrusts.Host"] = ["Keeptrusts.Gateway.Middleware", "Keeptrusts.Policy"],
        };
        var wrong = Clone.Under("src").Where(f => f.Extension == ".csproj")
            .SelectMany(f => System.Xml.Linq.XDocument.Parse(f.Text).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))
                .Where(r => !allowed.GetValueOrDefault(f.Project, []).Contains(r))
                .Select(r => $"{f.Project} -> {r}"));

        Expect.None(wrong, "Projects refer to each other one way:");
    }

    [Theory]
    [InlineData("using Keeptrusts.X.Upper;", "Upper")]
    [InlineData("using static Keeptrusts.X.Upper.Thing;", "Upper")]
    [InlineData("using T = Keeptrusts.X.Upper.Thing;", "Upper")]
    [InlineData("class A : Upper.Thing;", "Upper")]
    [InlineData("class A { object o = new Front(); }", "")]
    public void References_ForbiddenForms_AreFound(string code, string folder)
    {
        var lower = Source("Lower/A.cs", "namespace Keeptrusts.X.Lower;\n" + code);
        var references = new FolderReferences("Keeptrusts.X", [lower, Source("Upper/Thing.cs", ""), Source("Front.cs", "")]);

        var found = Assert.Single(references.In(lower));

        Assert.Equal(folder, found.Folder);
        Assert.False(LayerTable.Parse("Lower # below\nUpper").Allows("Lower", found.Folder));
    }

    [Theory]
    [InlineData("// using Keeptrusts.X.Upper;")]
    [InlineData("/* Upper.Thing */ class A;")]
    [InlineData("class A { string s = \"Upper.Thing\", t = \"\"\"\nUpper.Thing \" \"\"\", u = @\"\\\"; }")]
    [InlineData("class A { int n = this.Upper.Thing + Upper.Count; }")]
    public void References_InCommentsAndStrings_AreNone(string code)
    {
        var lower = Source("Lower/A.cs", code);

        Assert.Empty(new FolderReferences("Keeptrusts.X", [lower, Source("Upper/Thing.cs", "")]).In(lower));
    }

    [Fact]
    public void LayerTable_SameLine_MayNotUseEachOther()
    {
        var table = LayerTable.Parse("A B\nC");

        Assert.False(table.Allows("A", "B"));
        Assert.True(table.Allows("C", "B"));
        Assert.True(table.Allows("", "C"));
        Assert.False(table.Allows("C", ""));
        Assert.True(LayerTable.Parse(".\nA").Allows("A", ""));
        Assert.False(LayerTable.Parse(".\nA").Allows("", "A"));
    }

    private static LayerTable Table(string project)
    {
        var table = LayerTable.Find(project);
        Assert.True(table is not null, $"src/{project}/{LayerTable.FileName} is missing: list the project's folders, a layer a line, lowest first.");
        return table;
    }

    private static SourceFile Source(string path, string text) => new("src/Keeptrusts.X/" + path, path) { Text = text };
}
