using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class GatewayStore(ControlDatabase database) : IGatewayStore
{
    public async Task<IReadOnlyList<GatewayNode>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Gateways.AsNoTracking().OrderBy(g => g.Id).ToListAsync(cancellationToken);
    }
}
