namespace Keeptrusts.Testing.Processes;

/// <summary>Finds the clone that the running test was built from, and what was built beside it.</summary>
public static class RepositoryPaths
{
    /// <summary>The folder with Keeptrusts.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// The built host. <c>KEEPTRUSTS_TEST_HOST</c> names another one; otherwise the one of the same configuration as the running assembly.
    /// </summary>
    public static string HostAssembly
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("KEEPTRUSTS_TEST_HOST")
                ?? Path.Combine(Root, "src", "Keeptrusts.Host", "bin", Configuration, "net10.0", "kt.dll");
            return File.Exists(path)
                ? path
                : throw new FileNotFoundException($"The host is not built. Run `dotnet build -c {Configuration} src/Keeptrusts.Host`.", path);
        }
    }

    /// <summary>The configuration of the running assembly, <c>Debug</c> or <c>Release</c>.</summary>
    public static string Configuration =>
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Keeptrusts.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Keeptrusts.sln is in no folder above the test's own; run the tests from a clone.");
    }
}
