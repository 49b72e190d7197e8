using System.Runtime.CompilerServices;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>The targets that a call may go to, in order. Sets of the same targets are equal.</summary>
internal readonly struct TargetSet(IReadOnlyList<TargetPlan> targets) : IEquatable<TargetSet>
{
    private readonly IReadOnlyList<TargetPlan> _targets = targets;

    public bool Equals(TargetSet other)
    {
        if (_targets.Count != other._targets.Count)
        {
            return false;
        }

        for (var i = 0; i < _targets.Count; i++)
        {
            if (!ReferenceEquals(_targets[i], other._targets[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is TargetSet other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (var i = 0; i < _targets.Count; i++)
        {
            hash.Add(RuntimeHelpers.GetHashCode(_targets[i]));
        }

        return hash.ToHashCode();
    }
}
