namespace Keeptrusts.Policy.Plans;

/// <summary>Whose spend a budget counts.</summary>
public enum BudgetScope
{
    /// <summary>Everything through this organisation.</summary>
    Org,

    /// <summary>One team.</summary>
    Team,

    /// <summary>One key (its lineage: rotation keeps the count).</summary>
    Key,

    /// <summary>One owner.</summary>
    User,

    /// <summary>One owner's keys of one template, member <c>user/template</c>; documents cannot name it.</summary>
    UserTemplate,
}

/// <summary>The calendar window over which a budget counts, in UTC.</summary>
public enum BudgetWindow
{
    /// <summary>From the full hour.</summary>
    Hour,

    /// <summary>From midnight.</summary>
    Day,

    /// <summary>From Monday.</summary>
    Week,

    /// <summary>From the first of the month.</summary>
    Month,

    /// <summary>For ever.</summary>
    Total,
}

/// <summary>One entry of <c>cost-cap.budgets</c>.</summary>
public sealed record BudgetRule
{
    /// <summary>The policy's name in the chain.</summary>
    public required string Policy { get; init; }

    /// <summary>Whose spend.</summary>
    public required BudgetScope Scope { get; init; }

    /// <summary>The member meant; <see langword="null"/>: each member of the scope has a budget of its own.</summary>
    public string? Id { get; init; }

    /// <summary>The window.</summary>
    public required BudgetWindow Window { get; init; }

    /// <summary>Spend that warns, in US dollars.</summary>
    public decimal? SoftCapUsd { get; init; }

    /// <summary>Spend that is never passed, in US dollars.</summary>
    public decimal? HardCapUsd { get; init; }

    /// <summary>Output limit set where the caller gives none, in tokens.</summary>
    public int DefaultOutputTokens { get; init; } = 4096;

    /// <summary>Whether an explicit output limit that does not fit is lowered instead of refused.</summary>
    public bool Clamp { get; init; }

    /// <summary>Whether a model without a price passes under a hard cap.</summary>
    public bool AllowUnpricedModel { get; init; }
}
