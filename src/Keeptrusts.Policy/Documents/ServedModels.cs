namespace Keeptrusts.Policy.Documents;

/// <summary>The models that a document offers.</summary>
internal static class ServedModels
{
    /// <summary>Globs and names, those of model groups among them; <see langword="null"/>: a target serves any model, or there is none.</summary>
    public static IReadOnlyList<string>? Of(PolicyDocument document)
    {
        var models = document.Targets.Select(Of).ToList();
        return models.Count == 0 || models.Exists(m => m.Count == 0) ? null
            : [.. models.SelectMany(m => m), .. document.Groups.SelectMany(g => g.Aliases.Select(a => a.Name).Append(g.Name)).Where(n => n.Length > 0)];
    }

    /// <summary>The models of a target, globs among them: those that it lists, else those that it has deployments of; empty: any.</summary>
    public static IReadOnlyList<string> Of(TargetBlock target)
    {
        var models = target.Node.Texts("models");
        return models.Count > 0 ? models : [.. (target.Node.Map("deployments")?.Entries ?? []).Select(entry => entry.Key)];
    }
}
