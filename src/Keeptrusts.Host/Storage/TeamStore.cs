using System.Data.Common;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class TeamStore(ControlDatabase database) : ITeamStore
{
    public async Task<IReadOnlyList<Team>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync("""SELECT * FROM "teams" ORDER BY "Id" """, [], Read, cancellationToken);
    }

    public async Task<IReadOnlyList<Member>> MembersAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync("""SELECT * FROM "members" """, [], ReadMember, cancellationToken);
    }

    public Task<bool> AddAsync(Team team, AuditEntry audit, CancellationToken cancellationToken) => database.TryAsync(async db =>
    {
        db.Add(team);
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        await ChangeLog.AppendAsync(db, ChangeTopics.Team, team.Id, audit.At, cancellationToken);
        return true;
    }, cancellationToken);

    public Task<Outcome<Team>> ChangeAsync(string id, Func<Team, Outcome<AuditEntry>> change, CancellationToken cancellationToken) =>
        database.ChangeAsync(id, ChangeTopics.Team, change, cancellationToken);

    public Task<bool> RemoveAsync(Team team, AuditEntry audit, CancellationToken cancellationToken) => database.TryAsync(async db =>
    {
        if (await db.Tokens.AnyAsync(t => t.TeamId == team.Id, cancellationToken))
        {
            return false;
        }

        await db.Members.Where(m => m.TeamId == team.Id).ExecuteDeleteAsync(cancellationToken);
        await db.Teams.Where(t => t.Id == team.Id).ExecuteDeleteAsync(cancellationToken);
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        await ChangeLog.AppendAsync(db, ChangeTopics.Team, team.Id, audit.At, cancellationToken);
        return true;
    }, cancellationToken);

    public async Task PutMemberAsync(Member member, AuditEntry audit, CancellationToken cancellationToken)
    {
        const string Put =
            """
            INSERT INTO "members" ("TeamId", "UserId", "Role", "CreatedAt") VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT ("TeamId", "UserId") DO UPDATE SET "Role" = excluded."Role"
            """;
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Put, [member.TeamId, member.UserId, member.Role, member.CreatedAt.UtcTicks], cancellationToken, transaction);
        await connection.AddAuditAsync(audit, transaction, cancellationToken);
        await ChangeLog.AppendAsync(connection, transaction, ChangeTopics.User, member.UserId, audit.At, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Token>> RemoveMemberAsync(Member member, AuditEntry audit, Func<Token, Revocation> revoke, CancellationToken cancellationToken)
    {
        IReadOnlyList<Token> revoked = [];
        await database.TryAsync(async db =>
        {
            await db.Members.Where(m => m.TeamId == member.TeamId && m.UserId == member.UserId).ExecuteDeleteAsync(cancellationToken);
            db.Add(audit);
            revoked = await TokenRevocations.RunAsync(db, db.Tokens.Where(t => t.Owner == member.UserId && t.TeamId == member.TeamId), revoke, cancellationToken);
            await ChangeLog.AppendAsync(db, ChangeTopics.User, member.UserId, audit.At, cancellationToken);
            return true;
        }, cancellationToken);
        return revoked;
    }

    private static Team Read(DbDataReader row) => new()
    {
        Id = row.Text("Id")!,
        Name = row.Text("Name")!,
        Configuration = row.Text("Configuration"),
        AllowedTemplates = row.Text("AllowedTemplates") is { } list ? JsonListConverter.Read(list) : null,
        CreatedAt = row.Time("CreatedAt"),
    };

    private static Member ReadMember(DbDataReader row) => new()
    {
        TeamId = row.Text("TeamId")!,
        UserId = row.Text("UserId")!,
        Role = row.Text("Role")!,
        CreatedAt = row.Time("CreatedAt"),
    };
}
