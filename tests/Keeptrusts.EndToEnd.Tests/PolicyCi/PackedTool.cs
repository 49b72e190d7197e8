using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.PolicyCi;

/// <summary>The .NET tool <c>kt</c>, packed once, and a folder whose only package source holds it.</summary>
public sealed class PackedTool : IAsyncLifetime
{
    private const string Version = "0.0.1-ci";

    /// <summary>Where the package lies.</summary>
    public string Feed => Path.Combine(Root, "feed");

    private string Root { get; } = Directory.CreateTempSubdirectory("kt-tool ").FullName;

    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    public async ValueTask InitializeAsync() =>
        (await Commands.RunAsync(
            "dotnet",
            ["pack", Path.Combine("src", "Keeptrusts.Host"), "-c", Configuration, "--no-build", "-o", Feed, $"-p:Version={Version}", "-v", "q", "-nologo"],
            RepositoryPaths.Root,
            timeout: TimeSpan.FromMinutes(5))).MustSucceed();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>An empty folder in which the tool, and nothing else, can be installed.</summary>
    public string NewFolder(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"),
            $"""<configuration><packageSources><clear /><add key="packed" value="{Feed}" /></packageSources></configuration>""");
        return folder;
    }

    /// <summary>Variables under which <c>dotnet tool install</c> keeps nothing beyond a folder.</summary>
    public static Dictionary<string, string?> EnvironmentOf(string folder) => new()
    {
        ["NUGET_PACKAGES"] = Path.Combine(folder, ".packages"),
        ["KT_VERSION"] = Version,
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
    };
}
