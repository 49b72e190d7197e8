using System.Text.RegularExpressions;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Policy.Tests.Docs;

/// <summary>
/// A YAML block of a page. Its info string says what it is: <c>yaml</c> alone is a document or a part of one, <c>yaml bad KTnnnn</c> one about which that
/// is said, <c>yaml tests</c> a file of tests for the whole document above it on the page.
/// </summary>
internal sealed partial record Snippet(string Page, int Line, string Info, string Text, string? DocumentAbove)
{
    private const string Pack = "pack: { name: a, version: 1.0.0, enabled: true }\n";

    public bool IsTests => Info == "tests";

    public string? BadCode => Info.StartsWith("bad ", StringComparison.Ordinal) ? Info[4..] : null;

    private bool IsWhole => Keys(Text).Contains("pack");

    /// <summary>
    /// The block as a whole document: parts of the document get what is missing (pack, and a chain of all blocks, <c>audit-logger</c> last); anything else is
    /// blocks under <c>policy:</c>.
    /// </summary>
    public string Document
    {
        get
        {
            if (IsWhole)
            {
                return Text;
            }

            var keys = Keys(Text);
            var text = keys.All(k => DocumentShape.Root.Find(k) is not null || k.StartsWith("x-", StringComparison.Ordinal))
                ? Text
                : "policy:\n" + string.Concat(Text.Split('\n').Select(l => "  " + l + "\n"));
            return Pack + (keys.Contains("policies") ? "" : $"policies: {{ chain: [{string.Join(", ", Blocks(text))}] }}\n") + text;
        }
    }

    public static IReadOnlyList<Snippet> All() =>
    [
        .. new[] { "README.md" }
            .Concat(Files("docs", "*.md").Where(page => !page.StartsWith("docs/rules/KT", StringComparison.Ordinal))) // their table is tested with the options that each rule needs
            .Concat(Files("samples", "*.md"))
            .SelectMany(Of),
    ];

    /// <summary>Files of a folder and those below it, as paths from the root.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Combine(RepositoryPaths.Root, folder), pattern, SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(RepositoryPaths.Root, f).Replace('\\', '/'))
        .Where(f => !f.Contains("/node_modules/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<Snippet> Of(string page)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryPaths.Root, page)).ReplaceLineEndings("\n");
        string? above = null;
        foreach (Match match in Fence().Matches(text))
        {
            var snippet = new Snippet(page, text.AsSpan(0, match.Index).Count('\n') + 1, match.Groups[1].Value.Trim(), match.Groups[2].Value, above);
            above = snippet is { IsWhole: true, BadCode: null } ? snippet.Text : above;
            yield return snippet;
        }
    }

    private static List<string> Keys(string text) => [.. TopKey().Matches(text).Select(m => m.Groups[1].Value.Trim('"'))];

    private static IEnumerable<string> Blocks(string text)
    {
        var section = PolicySection().Match(text).Groups[1].Value;
        var names = BlockKey().Matches(section).Select(m => m.Groups[1].Value).ToList();
        return names.Where(n => n != "audit-logger").Concat(names.Where(n => n == "audit-logger"));
    }

    [GeneratedRegex(@"^```ya?ml\b([^\n]*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^([^\s#:][^:\n]*):", RegexOptions.Multiline)]
    private static partial Regex TopKey();

    [GeneratedRegex(@"^policy:[^\n]*\n((?:[ \t]+[^\n]*\n|\s*\n)*)", RegexOptions.Multiline)]
    private static partial Regex PolicySection();

    [GeneratedRegex(@"^  ([\w.-]+):", RegexOptions.Multiline)]
    private static partial Regex BlockKey();
}
