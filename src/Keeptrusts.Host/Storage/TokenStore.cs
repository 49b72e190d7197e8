using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class TokenStore(ControlDatabase database) : ITokenStore
{
    public async Task<IReadOnlyList<Token>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync("""SELECT * FROM "tokens" """, [], TokenRow.Read, cancellationToken);
    }

    public async Task<IReadOnlyList<Token>> LoadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var tokens = new List<Token>(ids.Count);
        foreach (var id in ids)
        {
            tokens.AddRange(await connection.QueryAsync("""SELECT * FROM "tokens" WHERE "Id" = @p0""", [id], TokenRow.Read, cancellationToken));
        }

        return tokens;
    }

    public async Task<bool> AddAsync(Token token, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        // A unique index takes any number of nulls for different, so tokens without a team need a look first.
        if (token.TeamId is null && await db.Tokens.AnyAsync(t => t.TeamId == null && t.Type == token.Type && t.Name == token.Name && t.RevokedAt == null, cancellationToken))
        {
            return false;
        }

        db.Add(token);
        db.Add(audit);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await ChangeLog.AppendAsync(db, ChangeTopics.Token, token.Id, audit.At, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (UniqueViolation.Is(exception))
        {
            return false;
        }
    }

    public async Task RevokeAsync(Token token, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Tokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, token.RevokedAt), cancellationToken);
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        await ChangeLog.AppendAsync(db, ChangeTopics.Token, token.Id, audit.At, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task MarkUsedAsync(IReadOnlyCollection<(string Id, DateTimeOffset At)> uses, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (id, at) in uses)
        {
            await db.Tokens.Where(t => t.Id == id).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, at), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
