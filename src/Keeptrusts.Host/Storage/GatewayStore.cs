using System.Data.Common;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

internal sealed class GatewayStore(ControlDatabase database) : IGatewayStore
{
    private const string All = """SELECT * FROM "gateways" ORDER BY "Id" """;

    private const string Put =
        """
        INSERT INTO "gateways" ("Id", "Configuration", "AllowedTemplates", "Environment", "CreatedAt") VALUES (@p0, @p1, @p2, @p3, @p4)
        ON CONFLICT ("Id") DO UPDATE SET "Configuration" = excluded."Configuration", "AllowedTemplates" = excluded."AllowedTemplates", "Environment" = excluded."Environment"
        """;

    public async Task<IReadOnlyList<GatewayNode>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync(All, [], Read, cancellationToken);
    }

    public async Task PutAsync(GatewayNode gateway, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var templates = gateway.AllowedTemplates is { } list ? JsonListConverter.Write(list) : null;
        await connection.ExecuteAsync(Put, [gateway.Id, gateway.Configuration, templates, gateway.Environment, gateway.CreatedAt.UtcTicks], cancellationToken, transaction);
        await ChangeLog.AppendAsync(connection, transaction, ChangeTopics.Gateway, gateway.Id, audit.At, cancellationToken);
        await connection.AddAuditAsync(audit, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static GatewayNode Read(DbDataReader row) => new()
    {
        Id = row.Text("Id")!,
        Configuration = row.Text("Configuration")!,
        AllowedTemplates = row.OptionalStrings("AllowedTemplates"),
        Environment = row.Text("Environment"),
        CreatedAt = row.Time("CreatedAt"),
    };
}
