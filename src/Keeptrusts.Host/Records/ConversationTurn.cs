namespace Keeptrusts.Host.Records;

/// <summary>A question of a conversation with the answers to it, encrypted.</summary>
internal sealed class ConversationTurn
{
    public required string ConversationId { get; init; }

    /// <summary>Its place, from 1.</summary>
    public required int Number { get; init; }

    public required byte[] Ciphertext { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
