using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class ConfigurationStore(IDbContextFactory<ControlDb> database) : IConfigurationStore
{
    public async Task<IReadOnlyList<Configuration>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Configurations.AsNoTracking()
            .Include(c => c.Versions.OrderByDescending(v => v.Revision))
            .OrderBy(c => c.Name)
            .ToListAsync(cancellationToken);
    }

    public async Task<ConfigurationVersion?> NewestAsync(string name, VersionSource? source, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Versions.AsNoTracking()
            .Where(v => v.Configuration == name && (source == null || v.Source == source))
            .OrderByDescending(v => v.Revision)
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task AddAsync(ConfigurationVersion version, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (version.Revision == 1)
        {
            db.Add(new Configuration { Name = version.Configuration, CreatedAt = version.CreatedAt });
        }

        db.Add(version);
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
    }
}
