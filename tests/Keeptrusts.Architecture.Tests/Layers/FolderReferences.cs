using System.Text.RegularExpressions;
using Keeptrusts.Architecture.Tests.Sources;

namespace Keeptrusts.Architecture.Tests.Layers;

/// <summary>Finds which folders of its own project a source file uses.</summary>
internal sealed class FolderReferences
{
    private readonly string _project;
    private readonly Dictionary<string, HashSet<string>> _types;

    /// <param name="project">The project, which is also its root namespace.</param>
    /// <param name="files">All its sources.</param>
    public FolderReferences(string project, IEnumerable<SourceFile> files)
    {
        _project = project;
        _types = files.GroupBy(TopFolder).ToDictionary(g => g.Key, g => g.Select(f => f.TypeName).ToHashSet());
    }

    public static string TopFolder(SourceFile file) => file.Folders.Count > 0 ? file.Folders[0] : "";

    /// <summary>The folders, each with the text that names it; the empty name stands for the project's own folder.</summary>
    public IEnumerable<(string Folder, string Evidence)> In(SourceFile file)
    {
        var code = CSharpText.WithoutCommentsAndStrings(file.Text);
        var own = TopFolder(file);
        return ByNamespace(code).Concat(ByRelativeName(code)).Concat(own.Length > 0 ? ByRootType(code) : []).Where(r => r.Folder != own).Distinct();
    }

    /// <summary><c>using Keeptrusts.Policy.Text;</c>, aliases, <c>Keeptrusts.Policy.Text.X</c>.</summary>
    private IEnumerable<(string Folder, string Evidence)> ByNamespace(string code) =>
        Regex.Matches(code, $@"(?<!\bnamespace\s+)(?<![\w.]){Regex.Escape(_project)}\.(\w+)")
            .Where(m => _types.ContainsKey(m.Groups[1].Value))
            .Select(m => (m.Groups[1].Value, m.Value));

    /// <summary><c>Text.X</c>, which the enclosing namespace makes a name too.</summary>
    private IEnumerable<(string Folder, string Evidence)> ByRelativeName(string code) =>
        Regex.Matches(code, @"(?<![\w.])([A-Z]\w*)\.([A-Z]\w*)\b")
            .Where(m => _types.TryGetValue(m.Groups[1].Value, out var types) && types.Contains(m.Groups[2].Value))
            .Select(m => (m.Groups[1].Value, m.Value));

    /// <summary>Types of the root namespace need no using, so they are looked for by name.</summary>
    private IEnumerable<(string Folder, string Evidence)> ByRootType(string code) => _types.TryGetValue("", out var types)
        ? types.Where(t => t != "Program" && Regex.IsMatch(code, $@"(?<![\w.]){Regex.Escape(t)}\b")).Select(t => ("", t))
        : [];
}
