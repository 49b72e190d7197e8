using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Linting.Conflicts.Claims;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Linting.Conflicts.Access;

/// <summary>A tool or model that a policy allows, or asks a human about, by name or glob.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Role">The role that it is allowed to; <see langword="null"/>: to every caller.</param>
/// <param name="Name">The name or glob.</param>
/// <param name="IsModel">Whether it is a model.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Path">The same in the document's structure.</param>
internal sealed record Grant(PolicyFacts Policy, string? Role, string Name, bool IsModel, SourceSpan Span, string Path)
{
    /// <summary>Whether a human is asked about it, rather than that it is simply allowed.</summary>
    public bool IsAsked => Policy.Block.Kind == "human-oversight";

    public bool IsGlob => Name.Contains('*');

    /// <summary>Where it is decided.</summary>
    public PolicyPhase Phase => IsModel ? PolicyPhase.Admission : PolicyPhase.Tool;

    /// <summary>A name that is granted.</summary>
    public string Example => Name.Replace("*", "") is { Length: > 0 } plain ? plain : "x";
}
