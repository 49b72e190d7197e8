namespace Keeptrusts.Policy.Documents;

/// <summary>The models that a document offers.</summary>
internal static class ServedModels
{
    /// <summary>Globs and names; <see langword="null"/>: a target serves any model, or there is none.</summary>
    public static IReadOnlyList<string>? Of(PolicyDocument document)
    {
        if (document.Targets.Count == 0 || document.Targets.Any(t => t.Node.Texts("models").Count == 0))
        {
            return null;
        }

        var groups = document.Root.Map("providers")?.List("model_groups")?.Items.OfType<MapNode>() ?? [];
        return [.. document.Targets.SelectMany(t => t.Node.Texts("models")), .. groups.SelectMany(g => g.Texts("aliases").Append(g.Text("name") ?? "")).Where(n => n.Length > 0)];
    }
}
