using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class TokenStore(ControlDatabase database) : ITokenStore
{
    private const string MarkUsed =
        """
        UPDATE "tokens" SET "FirstUsedAt" = COALESCE("FirstUsedAt", @p1), "LastUsedAt" = @p2 WHERE "Id" = @p0
        """;

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

    /// <summary>Adds one; <see langword="false"/> when its team has an unrevoked one of that name and type.</summary>
    public async Task<bool> AddAsync(Token token, AuditEntry audit, CancellationToken cancellationToken) =>
        await MintAsync(token, new(), audit, cancellationToken) == MintResult.Added;

    public async Task<MintResult> MintAsync(Token token, MintConditions conditions, AuditEntry audit, CancellationToken cancellationToken)
    {
        // What a unique index finds comes out of the transaction as a plain no.
        var result = MintResult.NameTaken;
        return await database.TryAsync(async db => (result = await TokenAddition.RunAsync(db, database.Provider, token, conditions, audit, cancellationToken)) == MintResult.Added, cancellationToken)
            ? MintResult.Added
            : result == MintResult.Added ? MintResult.NameTaken : result;
    }

    public Task<bool> RotateAsync(Token before, Token after, Token fresh, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken) => database.TryAsync(async db =>
    {
        var alone = await db.Tokens.Where(t => t.Id == before.Id && t.RevokedAt == null && t.Name == before.Name).ExecuteUpdateAsync(
            set => set.SetProperty(t => t.Name, after.Name).SetProperty(t => t.ExpiresAt, after.ExpiresAt).SetProperty(t => t.RevokedAt, after.RevokedAt),
            cancellationToken);
        if (alone != 1)
        {
            return false;
        }

        db.Add(fresh);
        db.AddRange(audit);
        await db.SaveChangesAsync(cancellationToken);
        await ChangeLog.AppendAsync(db, ChangeTopics.Token, before.Id, fresh.CreatedAt, cancellationToken);
        await ChangeLog.AppendAsync(db, ChangeTopics.Token, fresh.Id, fresh.CreatedAt, cancellationToken);
        return true;
    }, cancellationToken);

    public Task RevokeAsync(IReadOnlyList<Revocation> revocations, CancellationToken cancellationToken) => database.TryAsync(async db =>
    {
        await TokenRevocations.WriteAsync(db, revocations, cancellationToken);
        return true;
    }, cancellationToken);

    public async Task MarkUsedAsync(IReadOnlyCollection<TokenUse> uses, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var use in uses)
        {
            await connection.ExecuteAsync(MarkUsed, [use.Id, use.FirstAt.UtcTicks, use.LastAt.UtcTicks], cancellationToken, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
