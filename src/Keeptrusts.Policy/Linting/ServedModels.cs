using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>Which models calls may ask for, as far as the document closes that.</summary>
internal static class ServedModels
{
    /// <returns>Globs and names; <see langword="null"/> where some target serves any model, or there is none.</returns>
    public static IReadOnlyList<string>? Of(PolicyDocument document) =>
        document.Targets.Count == 0 || document.Targets.Any(t => Of(t).Count == 0)
            ? null
            : [.. document.Targets.SelectMany(Of), .. Groups(document).SelectMany(g => g.Texts("aliases").Concat(g.Text("name") is { } name ? [name] : []))];

    /// <summary>Globs of the models that a target serves, or the models that it has deployments of; empty: any.</summary>
    public static IReadOnlyList<string> Of(TargetBlock target) =>
        target.Node.Texts("models") is { Count: > 0 } models ? models : [.. (target.Node.Map("deployments")?.Entries ?? []).Select(e => e.Key)];

    /// <summary>The entries of <c>model_groups</c>.</summary>
    public static IEnumerable<MapNode> Groups(PolicyDocument document) =>
        (document.Root.Map("providers")?.List("model_groups")?.Items ?? []).OfType<MapNode>();
}
