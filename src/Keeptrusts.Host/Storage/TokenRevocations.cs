using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>Revokes tokens inside the transaction that is the reason for it.</summary>
internal static class TokenRevocations
{
    /// <summary>Revokes those of a query that are not revoked yet.</summary>
    /// <param name="db">The database, in a transaction.</param>
    /// <param name="tokens">The query.</param>
    /// <param name="revoke">The revoked form of a token, with its audit entry.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="also">Those that were revoked after this are given to <paramref name="revoke"/>, too, so that their calls end.</param>
    /// <returns>The tokens that were revoked by this.</returns>
    public static async Task<IReadOnlyList<Token>> RunAsync(
        ControlDb db, IQueryable<Token> tokens, Func<Token, Revocation> revoke, CancellationToken cancellationToken, DateTimeOffset? also = null)
    {
        var meant = await tokens.AsNoTracking().Where(t => t.RevokedAt == null || (also != null && t.RevokedAt > also)).ToListAsync(cancellationToken);
        var revocations = meant.ConvertAll(t => revoke(t));
        await WriteAsync(db, revocations, cancellationToken);
        return [.. revocations.Where(r => !r.IsRepeated).Select(r => r.Token)];
    }

    public static async Task WriteAsync(ControlDb db, IReadOnlyList<Revocation> revocations, CancellationToken cancellationToken)
    {
        foreach (var revocation in revocations)
        {
            var (token, audit) = revocation;
            db.Add(audit);
            if (!revocation.IsRepeated)
            {
                await db.Tokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, token.RevokedAt), cancellationToken);
                await ChangeLog.AppendAsync(db, ChangeTopics.Token, token.Id, audit.At, cancellationToken);
            }

            if (revocation.Cut is { } cut)
            {
                db.Add(cut);
                await ChangeLog.AppendAsync(db, ChangeTopics.Cut, token.Id, audit.At, cancellationToken);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
