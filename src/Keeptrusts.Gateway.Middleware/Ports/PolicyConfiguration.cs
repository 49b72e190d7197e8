using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>A deployed version of a policy document. Immutable; a new version is a new object.</summary>
/// <param name="Name">The configuration's name.</param>
/// <param name="Revision">Its version number, counting from 1.</param>
/// <param name="Plan">What was compiled from it.</param>
public sealed record PolicyConfiguration(string Name, int Revision, PolicyPlan Plan)
{
    /// <summary><c>name@version</c>, as in the header <c>x-keeptrusts-config</c> and in events.</summary>
    public string Label { get; } = $"{Name}@{Revision}";
}
