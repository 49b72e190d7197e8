using Keeptrusts.Policy;
using Microsoft.Build.Framework;

namespace Keeptrusts.Analyzers.Build.Documents;

/// <summary>Which of a project's additional files are policy documents, and where they are.</summary>
internal static class DocumentPaths
{
    /// <summary>Metadata that says whether a file is one, whatever its name.</summary>
    public const string Metadata = "KeeptrustsPolicy";

    /// <param name="files">The project's additional files.</param>
    /// <param name="projectDirectory">Where relative paths begin; a task must not trust the current directory.</param>
    /// <returns>Full paths, each once, in the project's order.</returns>
    public static IReadOnlyList<string> Of(IEnumerable<ITaskItem> files, string projectDirectory)
    {
        var seen = new HashSet<string>(Path.DirectorySeparatorChar == '\\' ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        return [.. files.Where(IsPolicy).Select(f => Full(f.ItemSpec, projectDirectory)).Where(seen.Add)];
    }

    public static string Full(string path, string projectDirectory) =>
        Path.GetFullPath(Path.Combine(projectDirectory, Path.DirectorySeparatorChar == '/' ? path.Replace('\\', '/') : path));

    /// <summary>The path from a folder, with forward slashes; the whole path where the file lies elsewhere.</summary>
    public static string From(string folder, string path)
    {
        var root = folder.TrimEnd('/', '\\') + Path.DirectorySeparatorChar;
        var below = path.StartsWith(root, Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
            ? path.Substring(root.Length)
            : path;
        return Path.DirectorySeparatorChar == '/' ? below : below.Replace('\\', '/');
    }

    private static bool IsPolicy(ITaskItem file) =>
        bool.TryParse(file.GetMetadata(Metadata), out var said) ? said : PolicyFileName.Matches(file.ItemSpec);
}
