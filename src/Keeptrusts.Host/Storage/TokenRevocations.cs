using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>Revokes tokens inside the transaction that is the reason for it.</summary>
internal static class TokenRevocations
{
    /// <summary>Revokes those of a query that are not revoked yet.</summary>
    /// <returns>The tokens as revoked.</returns>
    public static async Task<IReadOnlyList<Token>> RunAsync(ControlDb db, IQueryable<Token> tokens, Func<Token, Revocation> revoke, CancellationToken cancellationToken)
    {
        var unrevoked = await tokens.AsNoTracking().Where(t => t.RevokedAt == null).ToListAsync(cancellationToken);
        var revocations = unrevoked.ConvertAll(t => revoke(t));
        await WriteAsync(db, revocations, cancellationToken);
        return [.. revocations.Select(r => r.Token)];
    }

    public static async Task WriteAsync(ControlDb db, IReadOnlyList<Revocation> revocations, CancellationToken cancellationToken)
    {
        foreach (var (token, audit) in revocations)
        {
            await db.Tokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, token.RevokedAt), cancellationToken);
            db.Add(audit);
            await ChangeLog.AppendAsync(db, ChangeTopics.Token, token.Id, audit.At, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
