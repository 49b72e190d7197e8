using Keeptrusts.Policy.Detectors;

namespace Keeptrusts.Policy.Tests.Detectors;

public sealed class EntityPagesTests
{
    private static readonly string Folder = Path.Combine(Root(), "docs", "entities");

    [Fact]
    public void Pages_Committed_AreWhatTheDetectorsSay()
    {
        var pages = EntityPages.Render();
        Assert.Equal(pages.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        foreach (var (name, text) in pages)
        {
            Assert.True(text == File.ReadAllText(Path.Combine(Folder, name)), $"docs/entities/{name} is stale: run `dotnet run eng/GenerateEntityPages.cs`");
        }
    }

    [Fact]
    public void Pages_Index_NamesEveryEntity() =>
        Assert.All(DetectorCatalog.EntityNames, name => Assert.Contains($"[{name}]({name}.md)", EntityPages.Render()["README.md"], StringComparison.Ordinal));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Keeptrusts.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the repository's root is not above the tests");
        }

        return folder.FullName;
    }
}
