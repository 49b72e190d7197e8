using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Architecture.Tests.Sources;

/// <summary>The clone that is tested: what git tracks, and new files that it would.</summary>
internal static class Clone
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> All = new(List);

    public static IReadOnlyList<SourceFile> Files => All.Value;

    public static IEnumerable<SourceFile> Under(string folder) => Files.Where(f => f.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    public static IEnumerable<SourceFile> CSharp(string folder) => Under(folder).Where(f => f.Extension == ".cs");

    public static IEnumerable<string> Projects(string folder) => Under(folder).Where(f => f.Extension == ".csproj").Select(f => f.Project);

    private static SourceFile[] List()
    {
        var listed = Commands.RunAsync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], RepositoryPaths.Root)
            .GetAwaiter().GetResult().MustSucceed();
        return [.. listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct()
            .Where(IsText)
            .Select(p => new SourceFile(p, Path.Combine(RepositoryPaths.Root, p)))];
    }

    private static bool IsText(string path) =>
        Path.GetExtension(path) is not (".png" or ".ico" or ".jpg" or ".woff2" or ".bin" or ".pdf" or ".docx" or ".zip" or ".gz")
        && File.Exists(Path.Combine(RepositoryPaths.Root, path));
}
