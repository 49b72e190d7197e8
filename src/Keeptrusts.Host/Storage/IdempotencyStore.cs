using Keeptrusts.Host.ControlPlane.Creations;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

internal sealed class IdempotencyStore(ControlDatabase database) : IIdempotencyStore
{
    private const string Forget = """DELETE FROM "idempotency" WHERE "At" < @p0""";
    private const string Claim = """INSERT INTO "idempotency" ("Key", "Request", "At") VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING""";
    private const string Holder = """SELECT * FROM "idempotency" WHERE "Key" = @p0""";
    private const string Finish = """UPDATE "idempotency" SET "ObjectId" = @p1 WHERE "Key" = @p0""";
    private const string Release = """DELETE FROM "idempotency" WHERE "Key" = @p0""";

    public async Task<IdempotencyRecord?> ClaimAsync(IdempotencyRecord claim, DateTimeOffset expired, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await connection.ExecuteAsync(Forget, [expired.UtcTicks], cancellationToken);
        while (true)
        {
            if (await connection.ExecuteAsync(Claim, [claim.Key, claim.Request, claim.At.UtcTicks], cancellationToken) > 0)
            {
                return null;
            }

            var held = await connection.QueryAsync(
                Holder,
                [claim.Key],
                row => new IdempotencyRecord { Key = row.Text("Key")!, Request = row.Text("Request")!, ObjectId = row.Text("ObjectId"), At = row.Time("At") },
                cancellationToken);
            // Between the two statements its holder may have given it back; then it is free.
            if (held.Count > 0)
            {
                return held[0];
            }
        }
    }

    public async Task FinishAsync(string key, string objectId, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await connection.ExecuteAsync(Finish, [key, objectId], cancellationToken);
    }

    public async Task ReleaseAsync(string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await connection.ExecuteAsync(Release, [key], cancellationToken);
    }
}
