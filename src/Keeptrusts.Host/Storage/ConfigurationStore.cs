using System.Data.Common;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class ConfigurationStore(ControlDatabase database) : IConfigurationStore
{
    private const string Newest =
        """
        SELECT * FROM "configuration_versions" WHERE "Configuration" = @p0 AND (@p1 = '' OR "Source" = @p1)
        ORDER BY "Revision" DESC LIMIT 1
        """;

    private const string InsertName = """INSERT INTO "configurations" ("Name", "CreatedAt") VALUES (@p0, @p1) ON CONFLICT DO NOTHING""";

    private const string InsertVersion =
        """
        INSERT INTO "configuration_versions" ("Configuration", "Revision", "Document", "Sha256", "Source", "Template", "Author", "Note", "CreatedAt")
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
        """;

    public async Task<IReadOnlyList<Configuration>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Configurations.AsNoTracking()
            .Include(c => c.Versions.OrderByDescending(v => v.Revision))
            .OrderBy(c => c.Name)
            .ToListAsync(cancellationToken);
    }

    public async Task<ConfigurationVersion?> NewestAsync(string name, VersionSource? source, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return (await connection.QueryAsync(Newest, [name, source?.ToString() ?? ""], Read, cancellationToken)).SingleOrDefault();
    }

    public async Task AddAsync(ConfigurationVersion version, AuditEntry audit, CancellationToken cancellationToken)
    {
        var time = version.CreatedAt.UtcTicks;
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(InsertName, [version.Configuration, time], cancellationToken, transaction);
        await connection.ExecuteAsync(
            InsertVersion,
            [
                version.Configuration, version.Revision, version.Document, version.Sha256, version.Source.ToString(), version.Template, version.Author,
                version.Note, time,
            ],
            cancellationToken,
            transaction);
        await connection.AddAuditAsync(audit, transaction, cancellationToken);
        await ChangeLog.AppendAsync(connection, transaction, ChangeTopics.Configuration, version.Configuration, audit.At, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static ConfigurationVersion Read(DbDataReader row) => new()
    {
        Configuration = row.Text("Configuration")!,
        Revision = row.Int("Revision"),
        Document = row.Text("Document")!,
        Sha256 = row.Text("Sha256")!,
        Source = Enum.Parse<VersionSource>(row.Text("Source")!),
        Template = row.Text("Template"),
        Author = row.Text("Author"),
        Note = row.Text("Note"),
        CreatedAt = row.Time("CreatedAt"),
    };
}
