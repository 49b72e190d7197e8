using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>Where conversations are kept. Every question names the user, so that nothing of another's can be given out.</summary>
internal interface IConversationStore
{
    /// <summary>A user's conversations, the latest first.</summary>
    Task<IReadOnlyList<Conversation>> ListAsync(string userId, int limit, CancellationToken cancellationToken);

    Task<Conversation?> FindAsync(string userId, string id, CancellationToken cancellationToken);

    /// <summary>The turns of one of the user's conversations, in order.</summary>
    Task<IReadOnlyList<ConversationTurn>> TurnsAsync(string userId, string id, CancellationToken cancellationToken);

    /// <summary>The turns of all of the user's conversations, the latest conversation's first.</summary>
    Task<IReadOnlyList<ConversationTurn>> AllTurnsAsync(string userId, int limit, CancellationToken cancellationToken);

    Task AddAsync(Conversation conversation, CancellationToken cancellationToken);

    /// <summary>Adds a turn, or writes down what it is now, and when the conversation changed.</summary>
    /// <returns>Whether the conversation is still there.</returns>
    Task<bool> PutTurnAsync(string userId, string teamId, ConversationTurn turn, DateTimeOffset at, CancellationToken cancellationToken);

    Task<bool> RenameAsync(string userId, string id, byte[] title, AuditEntry audit, CancellationToken cancellationToken);

    Task<bool> DeleteAsync(string userId, string id, AuditEntry audit, CancellationToken cancellationToken);
}
