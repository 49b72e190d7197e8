namespace Keeptrusts.Policy.Calls;

/// <summary>What is known of a call before any text is read.</summary>
public sealed record AdmissionFacts
{
    /// <summary>The model as requested.</summary>
    public required string Model { get; init; }

    /// <summary>Where the requested model is a group's name: the group's name and aliases.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Where the requested model is a group's name: the models that its targets are sent.</summary>
    public IReadOnlyList<string> UpstreamModels { get; init; } = [];

    /// <summary>Prompt size in tokens; <see langword="null"/> when not counted (no rule asks for it).</summary>
    public int? InputTokens { get; init; }

    /// <summary>The caller's output limit in tokens, if given.</summary>
    public int? OutputLimit { get; init; }
}
