using Keeptrusts.Analyzers.Documents;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Selectors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>What the project's policy files define, read when the first id is asked for.</summary>
internal sealed class ProjectPolicies
{
    private readonly Lazy<List<PolicyInspection>> _documents;

    public ProjectPolicies(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        Files = [.. options.AdditionalFiles.Where(new ProjectDocuments(options).IsPolicy)];
        _documents = new Lazy<List<PolicyInspection>>(() => [.. Files.Select(f => f.GetText(cancellationToken)?.ToString()).OfType<string>().Select(text => PolicyEngine.Inspect(text))]);
    }

    /// <summary>The policy files.</summary>
    public IReadOnlyList<AdditionalText> Files { get; }

    /// <summary>Whether the id is known to be defined nowhere. Where a file cannot be read far enough to tell, it is not.</summary>
    public bool Lacks(IdKind kind, string id) => Names(kind) is { Count: > 0 } names && !names.Any(n => kind == IdKind.Model ? Glob.IsMatch(n, id) : n == id);

    /// <summary>The defined id that is meant, probably; <see langword="null"/>: none is near.</summary>
    public string? Nearest(IdKind kind, string id) => Policy.Diagnostics.Nearest.Of(id, (Names(kind) ?? []).Where(n => !n.Contains("*")));

    // null: some file may define more than could be read.
    private List<string>? Names(IdKind kind)
    {
        var names = new List<string>();
        foreach (var document in _documents.Value)
        {
            // An older dialect or a broken file yields nothing that could be compared with.
            if (document.Name is null)
            {
                return null;
            }

            if (kind == IdKind.Model && document.Models is null)
            {
                return null;
            }

            names.AddRange(kind switch
            {
                IdKind.Policy => document.Policies.Concat(document.Chain),
                IdKind.Target => document.Targets,
                _ => document.Models!,
            });
        }

        return names;
    }
}
