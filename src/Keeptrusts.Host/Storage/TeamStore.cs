using System.Data.Common;
using Keeptrusts.Host.ControlPlane.Teams;
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

    public async Task<bool> AddAsync(Team team, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        db.Add(team);
        db.Add(audit);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await ChangeLog.AppendAsync(db, ChangeTopics.Team, team.Id, audit.At, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (UniqueViolation.Is(exception))
        {
            return false;
        }
    }

    private static Team Read(DbDataReader row) => new()
    {
        Id = row.Text("Id")!,
        Name = row.Text("Name")!,
        Configuration = row.Text("Configuration"),
        CreatedAt = row.Time("CreatedAt"),
    };
}
