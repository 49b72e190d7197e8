using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>Which budgets are wanted; an absent field does not confine.</summary>
internal sealed record BudgetFilter
{
    /// <summary>Empty: all.</summary>
    public IReadOnlyList<BudgetScope> Scopes { get; init; } = [];

    /// <summary>Budgets of this team and of its keys; those of users belong to no team.</summary>
    public string? Team { get; init; }

    /// <summary>A part of the member's id or of the key's name.</summary>
    public string? Text { get; init; }
}
