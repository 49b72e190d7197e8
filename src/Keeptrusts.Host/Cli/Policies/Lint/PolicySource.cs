using Microsoft.Extensions.FileSystemGlobbing;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>Where a document is read from.</summary>
/// <param name="Name">The file as the user named it, with forward slashes.</param>
/// <param name="Path">Its full path; <see langword="null"/>: standard input.</param>
internal sealed record PolicySource(string Name, string? Path)
{
    private const string StandardInput = "-";

    /// <summary>The files that an argument means: itself, or what its glob (<c>*</c>, <c>**</c>) matches, in the order of their names.</summary>
    public static IReadOnlyList<PolicySource> Find(string argument, string workingDirectory)
    {
        if (argument == StandardInput)
        {
            return [new PolicySource("stdin", null)];
        }

        var full = System.IO.Path.GetFullPath(argument, workingDirectory);
        if (!argument.Contains('*', StringComparison.Ordinal) || File.Exists(full))
        {
            return [new PolicySource(Forward(argument), full)];
        }

        // The folder that no wildcard touches, and the rest.
        var written = Forward(argument);
        var cut = written.LastIndexOf('/', written.IndexOf('*', StringComparison.Ordinal)) + 1;
        var (folder, pattern) = (written[..cut], written[cut..]);
        var root = System.IO.Path.GetFullPath(folder.Length == 0 ? "." : folder, workingDirectory);
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddInclude(pattern);
        return
        [
            .. matcher.GetResultsInFullPath(root)
                .Order(StringComparer.Ordinal)
                .Select(found => new PolicySource(folder + Forward(System.IO.Path.GetRelativePath(root, found)), found)),
        ];
    }

    /// <summary>The file's path from a folder, or its whole path where it lies elsewhere; with forward slashes.</summary>
    public string LocationFrom(string folder)
    {
        var relative = Path is null ? Name : Forward(System.IO.Path.GetRelativePath(folder, Path));
        return Path is not null && (relative == ".." || relative.StartsWith("../", StringComparison.Ordinal)) ? Forward(Path) : relative;
    }

    private static string Forward(string path) => System.IO.Path.DirectorySeparatorChar == '/' ? path : path.Replace('\\', '/');
}
