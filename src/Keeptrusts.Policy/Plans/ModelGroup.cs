namespace Keeptrusts.Policy.Plans;

/// <summary>A name for several targets (<c>providers.model_groups</c>).</summary>
public sealed class ModelGroup
{
    private readonly IReadOnlyList<string> _models;

    /// <param name="name">The name that calls ask for.</param>
    /// <param name="aliases">Further names for the same.</param>
    /// <param name="targets">The targets, in order.</param>
    /// <param name="models">The model that each of them is sent.</param>
    /// <exception cref="ArgumentException">There is not one model for each target.</exception>
    public ModelGroup(string name, IReadOnlyList<string> aliases, IReadOnlyList<TargetPlan> targets, IReadOnlyList<string> models)
    {
        if (targets.Count != models.Count)
        {
            throw new ArgumentException("Each target of a group has one model.", nameof(models));
        }

        (Name, Aliases, Targets, _models) = (name, aliases, targets, models);
        Names = [name, .. aliases];
        Models = [.. models.Distinct(StringComparer.OrdinalIgnoreCase)];
        AllNames = [.. Names.Concat(models).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The name that calls ask for.</summary>
    public string Name { get; }

    /// <summary>Further names for the same.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>The targets, in order.</summary>
    public IReadOnlyList<TargetPlan> Targets { get; }

    /// <summary>The name and the aliases.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The models that targets are sent, each once.</summary>
    public IReadOnlyList<string> Models { get; }

    /// <summary>The names and the models that targets are sent: all that selectors see as the call's model.</summary>
    public IReadOnlyList<string> AllNames { get; }

    /// <summary>The model that a target of the group is sent.</summary>
    /// <param name="target">The target.</param>
    public string ModelOf(TargetPlan target)
    {
        for (var i = 0; i < _models.Count; i++)
        {
            if (ReferenceEquals(Targets[i], target))
            {
                return _models[i];
            }
        }

        throw new ArgumentException($"`{target.Id}` is no target of the group.", nameof(target));
    }
}
