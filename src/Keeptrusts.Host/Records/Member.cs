namespace Keeptrusts.Host.Records;

/// <summary>A user's place in a team.</summary>
internal sealed class Member
{
    public required string TeamId { get; init; }

    public required string UserId { get; init; }

    /// <summary><c>manager</c>, <c>developer</c> or <c>viewer</c>.</summary>
    public required string Role { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
