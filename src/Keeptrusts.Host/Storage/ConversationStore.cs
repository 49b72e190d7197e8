using Keeptrusts.Host.ControlPlane.Chat;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class ConversationStore(ControlDatabase database) : IConversationStore
{
    public async Task<IReadOnlyList<Conversation>> ListAsync(string userId, int limit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Conversations.AsNoTracking().Where(c => c.UserId == userId).OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<Conversation?> FindAsync(string userId, string id, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Conversations.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id && c.UserId == userId, cancellationToken);
    }

    public async Task<IReadOnlyList<ConversationTurn>> TurnsAsync(string userId, string id, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await Owned(db, userId).Where(t => t.ConversationId == id).OrderBy(t => t.Number).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ConversationTurn>> AllTurnsAsync(string userId, int limit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await Owned(db, userId).OrderByDescending(t => t.CreatedAt).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task AddAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        db.Add(conversation);
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> PutTurnAsync(string userId, string teamId, ConversationTurn turn, DateTimeOffset at, CancellationToken cancellationToken)
    {
        const string Put =
            """
            INSERT INTO "conversation_turns" ("ConversationId", "Number", "Ciphertext", "CreatedAt") VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT ("ConversationId", "Number") DO UPDATE SET "Ciphertext" = excluded."Ciphertext"
            """;
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var changed = await connection.ExecuteAsync(
            """UPDATE "conversations" SET "UpdatedAt" = @p0, "TeamId" = @p1 WHERE "Id" = @p2 AND "UserId" = @p3""", [at.UtcTicks, teamId, turn.ConversationId, userId], cancellationToken, transaction);
        if (changed == 0)
        {
            return false;
        }

        await connection.ExecuteAsync(Put, [turn.ConversationId, turn.Number, turn.Ciphertext, turn.CreatedAt.UtcTicks], cancellationToken, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public Task<bool> RenameAsync(string userId, string id, byte[] title, AuditEntry audit, CancellationToken cancellationToken) => database.TryAsync(async db =>
    {
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        return await db.Conversations.Where(c => c.Id == id && c.UserId == userId).ExecuteUpdateAsync(set => set.SetProperty(c => c.Title, title), cancellationToken) > 0;
    }, cancellationToken);

    public Task<bool> DeleteAsync(string userId, string id, AuditEntry audit, CancellationToken cancellationToken) => database.TryAsync(async db =>
    {
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        await Owned(db, userId).Where(t => t.ConversationId == id).ExecuteDeleteAsync(cancellationToken);
        return await db.Conversations.Where(c => c.Id == id && c.UserId == userId).ExecuteDeleteAsync(cancellationToken) > 0;
    }, cancellationToken);

    private static IQueryable<ConversationTurn> Owned(ControlDb db, string userId) =>
        db.Turns.AsNoTracking().Where(t => db.Conversations.Any(c => c.Id == t.ConversationId && c.UserId == userId));
}
