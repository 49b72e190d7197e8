using Keeptrusts.Policy.Calls;
namespace Keeptrusts.Policy.Plans;

/// <summary>
/// A policy document after every check: immutable and shared by all calls. Get one from <see cref="PolicyEngine"/>.
/// </summary>
public abstract class PolicyPlan
{
    /// <summary><c>pack.name</c>.</summary>
    public abstract string Name { get; }

    /// <summary><c>pack.version</c>.</summary>
    public abstract string Version { get; }

    /// <summary><c>pack.enabled</c>; when false, traffic is refused (<c>config_disabled</c>).</summary>
    public abstract bool Enabled { get; }

    /// <summary>The declared targets, in order; empty where the document declares none.</summary>
    public abstract IReadOnlyList<TargetPlan> Targets { get; }

    /// <summary>How a target is chosen, and what happens when it fails.</summary>
    public virtual RoutingPlan Routing => RoutingPlan.Default;

    /// <summary>Names for several targets, in order.</summary>
    public virtual IReadOnlyList<ModelGroup> Groups => [];

    /// <summary>The group of a name or alias, whatever its case; <see langword="null"/> where the name is no group's.</summary>
    /// <param name="name">The model as requested.</param>
    public ModelGroup? FindGroup(string name)
    {
        var groups = Groups;
        for (var i = 0; i < groups.Count; i++)
        {
            for (var j = 0; j < groups[i].Names.Count; j++)
            {
                if (string.Equals(groups[i].Names[j], name, StringComparison.OrdinalIgnoreCase))
                {
                    return groups[i];
                }
            }
        }

        return null;
    }

    /// <summary>Environment variables that the document's targets need.</summary>
    public abstract IReadOnlyList<string> EnvironmentVariables { get; }

    /// <summary>SHA-256 of the document's text as UTF-8, in lower-case hexadecimal: two plans with one hash say the same.</summary>
    public abstract string ContentHash { get; }

    /// <summary>What happens to parts that no policy can read.</summary>
    public abstract UnreadableRule Unreadable { get; }

    /// <summary>Names and kinds of the chain, in order.</summary>
    public abstract IReadOnlyList<(string Name, string Kind)> Chain { get; }

    /// <summary>Which keys a member of a team may mint without asking; <see langword="null"/> where the document does not say, which pre-approves nothing.</summary>
    public virtual SelfServiceRule? SelfService => null;

    /// <summary>The policies that apply to a call; lock-free and cached by the set that its selectors choose.</summary>
    /// <param name="context">The facts of the call.</param>
    /// <param name="now">The time, for exceptions with an end (<c>until</c>).</param>
    public abstract ScopedPlan Scope(PolicyContext context, DateTimeOffset now);
}
