using System.Data.Common;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

internal sealed class UserStore(ControlDatabase database) : IUserStore
{
    public async Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync("""SELECT * FROM "users" ORDER BY "Id" """, [], Read, cancellationToken);
    }

    public Task<bool> AddAsync(User user, AuditEntry audit, CancellationToken cancellationToken) => database.TryAsync(async db =>
    {
        db.Add(user);
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        await ChangeLog.AppendAsync(db, ChangeTopics.User, user.Id, audit.At, cancellationToken);
        return true;
    }, cancellationToken);

    public Task<Outcome<User>> ChangeAsync(string id, Func<User, Outcome<AuditEntry>> change, CancellationToken cancellationToken) =>
        database.ChangeAsync(id, ChangeTopics.User, change, cancellationToken);

    public async Task<Outcome<Departure>> DeactivateAsync(
        string id, Func<User, Outcome<AuditEntry>> change, Func<Token, Revocation> revoke, CancellationToken cancellationToken, DateTimeOffset? also = null)
    {
        // The user first: a token that is being made for them waits for this row, then finds them shut out.
        IReadOnlyList<Token> revoked = [];
        var outcome = await database.ChangeAsync(
            id,
            ChangeTopics.User,
            change,
            cancellationToken,
            also: async db => revoked = await TokenRevocations.RunAsync(db, db.Tokens.Where(t => t.Owner == id), revoke, cancellationToken, also));
        return outcome.Refused(out var refusal, out var user) ? refusal : new Departure(user, revoked);
    }

    private static User Read(DbDataReader row) => new()
    {
        Id = row.Text("Id")!,
        Name = row.Text("Name")!,
        Email = row.Text("Email"),
        IsAdmin = row.Flag("IsAdmin"),
        CreatedAt = row.Time("CreatedAt"),
        DeactivatedAt = row.OptionalTime("DeactivatedAt"),
        SessionStamp = row.Text("SessionStamp")!,
    };
}
