using Keeptrusts.Policy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Keeptrusts.Analyzers.Documents;

/// <summary>What a project says about its policy documents: its additional files and their metadata.</summary>
/// <param name="options">The project's options.</param>
internal sealed class ProjectDocuments(AnalyzerOptions options)
{
    /// <summary>The file that a build adds, where its own task has linted the documents already.</summary>
    public const string Silencer = "keeptrusts-policy-lint.silent";

    private readonly AnalyzerConfigOptions _properties = options.AnalyzerConfigOptionsProvider.GlobalOptions;

    public bool AreLintedByTheBuild => options.AdditionalFiles.Any(f => f.Path.EndsWith(Silencer, StringComparison.Ordinal));

    /// <summary>The deployment environment to judge for; <see langword="null"/>: every one.</summary>
    public string? Environment => _properties.TryGetValue("build_property.KeeptrustsPolicyEnvironment", out var name) && name.Length > 0 ? name : null;

    /// <summary>Whether warnings are errors.</summary>
    public bool IsStrict => _properties.TryGetValue("build_property.KeeptrustsPolicyStrict", out var text) && bool.TryParse(text, out var strict) && strict;

    /// <summary>Whether an additional file is a policy document: by what the project says, else by its name.</summary>
    public bool IsPolicy(AdditionalText file) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue("build_metadata.AdditionalFiles.KeeptrustsPolicy", out var text) && bool.TryParse(text, out var said)
            ? said
            : PolicyFileName.Matches(file.Path);

    /// <summary>Reads what a document names. An analyzer may open no files, so only additional ones are found.</summary>
    public string? Read(AdditionalText document, string path, CancellationToken cancellationToken)
    {
        var full = Normal(document.Path.Substring(0, document.Path.LastIndexOfAny(['/', '\\']) + 1) + path);
        return options.AdditionalFiles.FirstOrDefault(f => Normal(f.Path) == full)?.GetText(cancellationToken)?.ToString();
    }

    // `a/./b/../c` is `a/c`.
    private static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', '\\'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }
}
