using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>Adds a token inside a transaction, after everything that must hold at that very moment.</summary>
internal static class TokenAddition
{
    public static async Task<MintResult> RunAsync(
        ControlDb db, DatabaseProvider provider, Token token, MintConditions conditions, AuditEntry audit, CancellationToken cancellationToken)
    {
        // A unique index takes any number of nulls for different, so tokens without a team need a look first.
        if (token.TeamId is null && await db.Tokens.AnyAsync(t => t.TeamId == null && t.Type == token.Type && t.Name == token.Name && t.RevokedAt == null, cancellationToken))
        {
            return MintResult.NameTaken;
        }

        if (token.Owner is { } owner && await IsOutAsync(db, provider, owner, cancellationToken))
        {
            return MintResult.OwnerGone;
        }

        if (conditions.MaxKeys is { } most && await HeldAsync(db, provider, token, cancellationToken) >= most)
        {
            return MintResult.TooMany;
        }

        if (conditions.ApprovalId is { } approval && await TakeAsync(db, approval, token.Id, cancellationToken) != 1)
        {
            return MintResult.Taken;
        }

        db.Add(token);
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        await ChangeLog.AppendAsync(db, ChangeTopics.Token, token.Id, audit.At, cancellationToken);
        return MintResult.Added;
    }

    // SQLite has one writer at a time. PostgreSQL has many: the lock on the row makes this wait for whoever is shutting the user out.
    private static async Task<bool> IsOutAsync(ControlDb db, DatabaseProvider provider, string owner, CancellationToken cancellationToken)
    {
        var users = provider == DatabaseProvider.PostgreSql
            ? db.Users.FromSql($"""SELECT * FROM "users" WHERE "Id" = {owner} FOR SHARE""")
            : db.Users.Where(u => u.Id == owner);
        return (await users.AsNoTracking().ToListAsync(cancellationToken)).Exists(u => u.DeactivatedAt is not null);
    }

    private static async Task<int> HeldAsync(ControlDb db, DatabaseProvider provider, Token token, CancellationToken cancellationToken)
    {
        if (provider == DatabaseProvider.PostgreSql)
        {
            // Two requests of one person must not both count before either adds.
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({$"keys of {token.Owner} from {token.Template}"}, 0))", cancellationToken);
        }

        return await db.Tokens
            .Where(t => t.Owner == token.Owner && t.Template == token.Template && t.RevokedAt == null && (t.ExpiresAt == null || t.ExpiresAt > token.CreatedAt))
            .Select(t => t.LineageId).Distinct().CountAsync(cancellationToken);
    }

    private static Task<int> TakeAsync(ControlDb db, string approval, string tokenId, CancellationToken cancellationToken) =>
        db.Approvals.Where(a => a.Id == approval && a.Status == ApprovalStatus.Approved && a.TokenId == null)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.TokenId, tokenId), cancellationToken);
}
