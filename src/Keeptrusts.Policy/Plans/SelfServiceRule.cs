namespace Keeptrusts.Policy.Plans;

/// <summary>The section <c>self_service</c>: which keys a member of a team may mint from a template without asking. What goes beyond needs an approval.</summary>
public sealed record SelfServiceRule
{
    /// <summary>Whether keys within the limits are minted at once. Default: no, each needs an approval.</summary>
    public bool PreApproved { get; init; }

    /// <summary>Globs of the models that a key may be limited to; empty: any model.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Longest life of a key; <see langword="null"/>: any finite one.</summary>
    public TimeSpan? MaxTtl { get; init; }

    /// <summary>What each key may spend; <see langword="null"/>: whatever its team may.</summary>
    public KeyBudget? KeyBudget { get; init; }

    /// <summary>Most active keys that one member holds from the template; <see langword="null"/>: any number.</summary>
    public int? MaxKeysPerUser { get; init; }

    /// <summary>Age at which a key is replaced by the client that keeps it; <see langword="null"/>: shortly before its end.</summary>
    public TimeSpan? Rotation { get; init; }
}
