using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Selectors;

/// <summary>Which model a target of a group is sent.</summary>
internal static class GroupModel
{
    /// <returns>
    /// The group's own name where the target serves a model of that name (one without <c>models</c> serves any); else the first model that it names in full;
    /// <see langword="null"/> where it has patterns only, and none that matches the name.
    /// </returns>
    public static string? Of(string group, TargetBlock target)
    {
        var models = ServedModels.Of(target);
        return models.Count == 0 || Glob.IsAnyMatch(models, group) ? group : models.FirstOrDefault(Glob.IsName);
    }
}
