using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.Records;

/// <summary>A cap that was set in the control plane, beside those of policy documents.</summary>
internal sealed class Budget
{
    public required BudgetScope Scope { get; init; }

    /// <summary>The team, key lineage or user meant; <c>org</c> for the organisation.</summary>
    public required string MemberId { get; init; }

    public required BudgetWindow Window { get; init; }

    /// <summary>In nano-dollars.</summary>
    public long? SoftCapNano { get; set; }

    /// <summary>In nano-dollars.</summary>
    public long? HardCapNano { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
