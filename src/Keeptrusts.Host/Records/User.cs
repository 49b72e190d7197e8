namespace Keeptrusts.Host.Records;

/// <summary>A person. The id is what keys carry as their owner and policies see as the user.</summary>
internal sealed class User
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    public string? Email { get; set; }

    /// <summary>Whether the whole organisation is theirs to administer.</summary>
    public bool IsAdmin { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When they were shut out; their tokens were revoked then.</summary>
    public DateTimeOffset? DeactivatedAt { get; set; }

    /// <summary>What a browser's session must carry to count. A new one ends every session that the user has, on all nodes.</summary>
    public string SessionStamp { get; set; } = "";
}
