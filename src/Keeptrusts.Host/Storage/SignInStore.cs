using System.Data.Common;
using Keeptrusts.Host.ControlPlane.SignIn;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class SignInStore(ControlDatabase database) : ISignInStore
{
    private const string Administrators =
        """
        SELECT 1 FROM "users" u JOIN "credentials" c ON c."UserId" = u."Id" WHERE u."IsAdmin" AND u."DeactivatedAt" IS NULL AND c."PasswordHash" IS NOT NULL LIMIT 1
        """;

    private const string PutSubject =
        """
        INSERT INTO "credentials" ("UserId", "Subject", "ChangedAt") VALUES (@p0, @p1, @p2)
        ON CONFLICT ("UserId") DO UPDATE SET "Subject" = excluded."Subject", "ChangedAt" = excluded."ChangedAt"
        """;

    private const string Void = """DELETE FROM "sign_in_links" WHERE COALESCE("UserId", '') = @p0 OR "ExpiresAt" < @p1""";
    private const string AddLink = """INSERT INTO "sign_in_links" ("Hash", "UserId", "CreatedAt", "ExpiresAt") VALUES (@p0, @p1, @p2, @p3)""";

    public async Task<bool> HasAdministratorAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return (await connection.QueryAsync(Administrators, [], _ => true, cancellationToken)).Count > 0;
    }

    public Task<Credential?> FindAsync(string userId, CancellationToken cancellationToken) => CredentialAsync("""SELECT * FROM "credentials" WHERE "UserId" = @p0""", userId, cancellationToken);

    public Task<Credential?> FindSubjectAsync(string subject, CancellationToken cancellationToken) => CredentialAsync("""SELECT * FROM "credentials" WHERE "Subject" = @p0""", subject, cancellationToken);

    public async Task<bool> PutSubjectAsync(string userId, string subject, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(PutSubject, [userId, subject, audit.At.UtcTicks], cancellationToken, transaction);
        }
        catch (DbException exception) when (UniqueViolation.Is(exception))
        {
            return false;
        }

        await connection.AddAuditAsync(audit, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // Plain statements: the first start makes a link, and must not wait for the model.
    public async Task AddLinkAsync(SignInLink link, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Void, [link.UserId ?? "", link.CreatedAt.UtcTicks], cancellationToken, transaction);
        await connection.ExecuteAsync(AddLink, [link.Hash, link.UserId, link.CreatedAt.UtcTicks, link.ExpiresAt.UtcTicks], cancellationToken, transaction);
        await connection.AddAuditAsync(audit, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<SignInLink?> FindLinkAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        const string Find = """SELECT * FROM "sign_in_links" WHERE "Hash" = @p0 AND "UsedAt" IS NULL AND "ExpiresAt" > @p1""";
        return (await connection.QueryAsync(Find, [hash, now.UtcTicks], Link, cancellationToken)).SingleOrDefault();
    }

    public async Task<Outcome<User>> RedeemAsync(string hash, string userId, string passwordHash, Func<User?, Outcome<SignedInUser>> apply, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Refusal? refused = null;
        User? signedIn = null;
        var done = await database.TryAsync(async db =>
        {
            // Of two who use it at once, one changes the row.
            if (await db.SignInLinks.Where(l => l.Hash == hash && l.UsedAt == null && l.ExpiresAt > now).ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), cancellationToken) != 1)
            {
                return false;
            }

            var known = await db.Users.FindAsync([userId], cancellationToken);
            if (apply(known).Refused(out refused, out var applied))
            {
                return false;
            }

            if (known is null)
            {
                db.Add(applied.User);
            }

            if (await db.Credentials.FindAsync([userId], cancellationToken) is { } credential)
            {
                (credential.PasswordHash, credential.ChangedAt) = (passwordHash, now);
            }
            else
            {
                db.Add(new Credential { UserId = userId, PasswordHash = passwordHash, ChangedAt = now });
            }

            db.Add(applied.Audit);
            await db.SaveChangesAsync(cancellationToken);
            await ChangeLog.AppendAsync(db, ChangeTopics.User, userId, now, cancellationToken);
            signedIn = applied.User;
            return true;
        }, cancellationToken);
        return done ? signedIn! : refused ?? new Refusal(RefusalKind.Conflict, "Somebody used this link at the same moment. Ask for a new one.");
    }

    private async Task<Credential?> CredentialAsync(string sql, string value, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return (await connection.QueryAsync(sql, [value], Read, cancellationToken)).SingleOrDefault();
    }

    private static Credential Read(DbDataReader row) => new()
    {
        UserId = row.Text("UserId")!,
        PasswordHash = row.Text("PasswordHash"),
        Subject = row.Text("Subject"),
        ChangedAt = row.Time("ChangedAt"),
    };

    private static SignInLink Link(DbDataReader row) => new()
    {
        Hash = row.Text("Hash")!,
        UserId = row.Text("UserId"),
        CreatedAt = row.Time("CreatedAt"),
        ExpiresAt = row.Time("ExpiresAt"),
    };
}
