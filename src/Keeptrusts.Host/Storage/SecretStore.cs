using System.Data.Common;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class SecretStore(ControlDatabase database) : ISecretStore
{
    public async Task<IReadOnlyList<Secret>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync("""SELECT * FROM "secrets" """, [], Read, cancellationToken);
    }

    public async Task PutAsync(Secret secret, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Update(secret);
        if (!await db.Secrets.AnyAsync(s => s.Name == secret.Name, cancellationToken))
        {
            db.Entry(secret).State = EntityState.Added;
        }

        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        await ChangeLog.AppendAsync(db, ChangeTopics.Secret, secret.Name, audit.At, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Secrets.Where(s => s.Name == name).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return false;
        }

        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        await ChangeLog.AppendAsync(db, ChangeTopics.Secret, name, audit.At, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<Secret> GetOrAddAsync(Func<Secret> make, string name, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        if (await db.Secrets.AsNoTracking().FirstOrDefaultAsync(s => s.Name == name, cancellationToken) is { } known)
        {
            return known;
        }

        var made = make();
        db.Add(made);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return made;
        }
        catch (DbUpdateException exception) when (UniqueViolation.Is(exception))
        {
            await using var again = database.CreateDbContext();
            return await again.Secrets.AsNoTracking().FirstAsync(s => s.Name == name, cancellationToken);
        }
    }

    private static Secret Read(DbDataReader row) => new()
    {
        Name = row.Text("Name")!,
        Ciphertext = (byte[])row["Ciphertext"],
        AllowedHosts = row.Strings("AllowedHosts"),
        CreatedAt = row.Time("CreatedAt"),
        UpdatedAt = row.Time("UpdatedAt"),
    };
}
