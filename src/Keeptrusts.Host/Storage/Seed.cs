using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>What every installation has: its organisation, a team, a gateway.</summary>
internal static class Seed
{
    /// <summary>Adds what is missing.</summary>
    /// <returns>Whether this is a fresh installation.</returns>
    public static async Task<bool> RunAsync(IDbContextFactory<ControlDb> database, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await db.Organisations.AnyAsync(cancellationToken))
        {
            return false;
        }

        var now = time.GetUtcNow();
        db.Add(new Organisation { Id = Organisation.DefaultId, Name = Organisation.DefaultId, CreatedAt = now });
        db.Add(new Team { Id = Team.DefaultId, Name = Team.DefaultId, CreatedAt = now });
        db.Add(new GatewayNode { Id = GatewayNode.LocalId, Configuration = GatewayNode.LocalId, CreatedAt = now });
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
