using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy.Templates;

/// <summary>A policy document without targets, from which configurations are made.</summary>
public sealed record PolicyTemplate
{
    /// <summary><c>pack.name</c>, by which the template is known.</summary>
    public required string Name { get; init; }

    /// <summary><c>pack.version</c>.</summary>
    public required string Version { get; init; }

    /// <summary><c>pack.description</c>; empty where there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>What the template enforces, in the chain's order.</summary>
    public required IReadOnlyList<TemplatePolicy> Policies { get; init; }

    /// <summary>Which keys a member of a team may mint without asking; <see langword="null"/>: none.</summary>
    public SelfServiceRule? SelfService { get; init; }

    /// <summary>The document as written.</summary>
    public required string Text { get; init; }
}
