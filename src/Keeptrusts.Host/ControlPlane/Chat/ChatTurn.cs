namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>A question with the answers to it, as it is kept, encrypted, in a conversation.</summary>
public sealed record ChatTurn
{
    /// <summary>Its place, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>What was asked.</summary>
    public required string Question { get; init; }

    /// <summary>The passages that went with the question.</summary>
    public IReadOnlyList<ChatPassage> Passages { get; init; } = [];

    /// <summary>One of each model that was asked.</summary>
    public IReadOnlyList<ChatAnswer> Answers { get; init; } = [];
}
