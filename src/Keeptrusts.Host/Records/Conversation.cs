namespace Keeptrusts.Host.Records;

/// <summary>A conversation of one user in the console. What was said, its title included, is encrypted.</summary>
internal sealed class Conversation
{
    public required string Id { get; init; }

    /// <summary>Whose it is; nobody else sees it, administrators neither.</summary>
    public required string UserId { get; init; }

    /// <summary>The team that its calls were made for last.</summary>
    public required string TeamId { get; set; }

    /// <summary>The title, encrypted: it is made of what was asked first.</summary>
    public required byte[] Title { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
