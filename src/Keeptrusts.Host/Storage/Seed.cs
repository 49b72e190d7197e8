using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

/// <summary>What every installation has: its organisation, a team, a gateway.</summary>
internal static class Seed
{
    private const string Organisations = """INSERT INTO "organisations" ("Id", "Name", "CreatedAt") VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING""";
    private const string Teams = """INSERT INTO "teams" ("Id", "Name", "CreatedAt") VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING""";
    private const string Gateways = """INSERT INTO "gateways" ("Id", "Configuration", "CreatedAt") VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING""";

    /// <summary>Adds what is missing.</summary>
    /// <returns>Whether this is a fresh installation.</returns>
    public static async Task<bool> RunAsync(ControlDatabase database, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcTicks;
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var added = await connection.ExecuteAsync(Organisations, [Organisation.DefaultId, Organisation.DefaultId, now], cancellationToken, transaction);
        if (added > 0)
        {
            await connection.ExecuteAsync(Teams, [Team.DefaultId, Team.DefaultId, now], cancellationToken, transaction);
            await connection.ExecuteAsync(Gateways, [GatewayNode.LocalId, GatewayNode.LocalId, now], cancellationToken, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
        return added > 0;
    }
}
