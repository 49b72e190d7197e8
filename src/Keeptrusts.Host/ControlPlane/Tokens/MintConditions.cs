namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>What must hold in the very transaction that adds a token.</summary>
internal sealed record MintConditions
{
    /// <summary>Most active keys of the same owner and template, rotations of one counting once; <see langword="null"/>: any number.</summary>
    public int? MaxKeys { get; init; }

    /// <summary>The approval that it is taken for, which must be approved and not taken.</summary>
    public string? ApprovalId { get; init; }
}
