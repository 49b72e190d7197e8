namespace Keeptrusts.Policy.Calls;

/// <summary>The facts of a call that selectors (<c>when</c>, <c>except</c>) see. A missing fact is <see langword="null"/> or empty.</summary>
public sealed record PolicyContext
{
    /// <summary>The key's team.</summary>
    public string? Team { get; init; }

    /// <summary>The key's name.</summary>
    public string? Key { get; init; }

    /// <summary>What the key's counters go by: the first key of its rotation chain, so that rotation gives no new limits. Without it, the key itself.</summary>
    public string? Lineage { get; init; }

    /// <summary>The key's owner, or for whom the key's caller acts where the key allows that.</summary>
    public string? User { get; init; }

    /// <summary>The key's roles, for <c>rbac</c>.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The caller's address, for limits per address.</summary>
    public string? Ip { get; init; }

    /// <summary>The model as requested.</summary>
    public string? Model { get; init; }

    /// <summary>Further names of the model: aliases and the upstream models of the candidate targets.</summary>
    public IReadOnlyList<string> CandidateModels { get; init; } = [];

    /// <summary>Ids of the candidate targets.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>The deployment environment, such as <c>prod</c>.</summary>
    public string? Environment { get; init; }
}
