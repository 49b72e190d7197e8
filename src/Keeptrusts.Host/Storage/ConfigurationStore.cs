using System.Data.Common;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class ConfigurationStore(ControlDatabase database) : IConfigurationStore
{
    private const string All = """SELECT * FROM "configurations" ORDER BY "Name" """;
    private const string One = """SELECT * FROM "configurations" WHERE "Name" = @p0""";
    private const string AllVersions = """SELECT * FROM "configuration_versions" ORDER BY "Revision" DESC""";
    private const string Versions = """SELECT * FROM "configuration_versions" WHERE "Configuration" = @p0 ORDER BY "Revision" DESC""";
    private const string Deployments = """SELECT * FROM "configuration_deployments" WHERE "Configuration" = @p0 ORDER BY "Sequence" DESC""";

    private const string InForce =
        """
        SELECT v.* FROM "configuration_versions" v JOIN "configurations" c ON v."Configuration" = c."Name" AND v."Revision" = c."Deployed"
        ORDER BY v."Configuration"
        """;

    private const string Newest =
        """
        SELECT * FROM "configuration_versions" WHERE "Configuration" = @p0 AND "Source" = @p1 ORDER BY "Revision" DESC LIMIT 1
        """;

    private const string InsertName = """INSERT INTO "configurations" ("Name", "CreatedAt") VALUES (@p0, @p1) ON CONFLICT DO NOTHING""";

    private const string InsertVersion =
        """
        INSERT INTO "configuration_versions" ("Configuration", "Revision", "Document", "Sha256", "Source", "Template", "Author", "Note", "CreatedAt")
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
        """;

    private const string SetDeployed = """UPDATE "configurations" SET "Deployed" = @p1 WHERE "Name" = @p0 AND COALESCE("Deployed", 0) = @p2""";

    private const string InsertDeployment =
        """
        INSERT INTO "configuration_deployments" ("Configuration", "Revision", "Actor", "At", "LintedBefore") VALUES (@p0, @p1, @p2, @p3, @p4)
        """;

    public async Task<IReadOnlyList<Configuration>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var configurations = await connection.QueryAsync(All, [], ReadConfiguration, cancellationToken);
        var versions = (await connection.QueryAsync(AllVersions, [], ReadVersion, cancellationToken)).ToLookup(v => v.Configuration, StringComparer.Ordinal);
        configurations.ForEach(c => c.Versions.AddRange(versions[c.Name]));
        return configurations;
    }

    public async Task<Configuration?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var configuration = (await connection.QueryAsync(One, [name], ReadConfiguration, cancellationToken)).SingleOrDefault();
        configuration?.Versions.AddRange(await connection.QueryAsync(Versions, [name], ReadVersion, cancellationToken));
        return configuration;
    }

    public async Task<IReadOnlyList<ConfigurationVersion>> DeployedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync(InForce, [], ReadVersion, cancellationToken);
    }

    public async Task<IReadOnlyList<ConfigurationDeployment>> DeploymentsSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Deployments.AsNoTracking().Where(d => d.At >= since).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ConfigurationDeployment>> DeploymentsAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync(Deployments, [name], ReadDeployment, cancellationToken);
    }

    public async Task<ConfigurationVersion?> NewestAsync(string name, VersionSource source, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return (await connection.QueryAsync(Newest, [name, source.ToString()], ReadVersion, cancellationToken)).SingleOrDefault();
    }

    public Task<bool> AddAsync(ConfigurationVersion version, ConfigurationDeployment? deployment, int? replaces, AuditEntry audit, CancellationToken cancellationToken) =>
        ChangeAsync(version, deployment, replaces, audit, cancellationToken);

    public Task<bool> DeployAsync(ConfigurationDeployment deployment, int? replaces, AuditEntry audit, CancellationToken cancellationToken) =>
        ChangeAsync(null, deployment, replaces, audit, cancellationToken);

    private async Task<bool> ChangeAsync(ConfigurationVersion? version, ConfigurationDeployment? deployment, int? replaces, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            if (version is not null)
            {
                await InsertAsync(connection, version, transaction, cancellationToken);
            }

            // The condition on what was in force makes two deployments at once one deployment and one refusal.
            if (deployment is not null && await PutAsync(connection, deployment, replaces, transaction, cancellationToken) == 0)
            {
                return false;
            }
        }
        catch (DbException exception) when (UniqueViolation.Is(exception))
        {
            return false;
        }

        if (deployment is not null)
        {
            await ChangeLog.AppendAsync(connection, transaction, ChangeTopics.Configuration, deployment.Configuration, audit.At, cancellationToken);
        }

        await connection.AddAuditAsync(audit, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task InsertAsync(DbConnection connection, ConfigurationVersion version, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var time = version.CreatedAt.UtcTicks;
        await connection.ExecuteAsync(InsertName, [version.Configuration, time], cancellationToken, transaction);
        object?[] values =
        [
            version.Configuration, version.Revision, version.Document, version.Sha256, version.Source.ToString(), version.Template, version.Author, version.Note, time,
        ];
        await connection.ExecuteAsync(InsertVersion, values, cancellationToken, transaction);
    }

    private static async Task<int> PutAsync(DbConnection connection, ConfigurationDeployment deployment, int? replaces, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var changed = await connection.ExecuteAsync(SetDeployed, [deployment.Configuration, deployment.Revision, replaces ?? 0], cancellationToken, transaction);
        object?[] values = [deployment.Configuration, deployment.Revision, deployment.Actor, deployment.At.UtcTicks, deployment.LintedBefore];
        return changed == 0 ? 0 : await connection.ExecuteAsync(InsertDeployment, values, cancellationToken, transaction);
    }

    private static Configuration ReadConfiguration(DbDataReader row) => new()
    {
        Name = row.Text("Name")!,
        Deployed = row.OptionalInt("Deployed"),
        CreatedAt = row.Time("CreatedAt"),
    };

    private static ConfigurationVersion ReadVersion(DbDataReader row) => new()
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

    private static ConfigurationDeployment ReadDeployment(DbDataReader row) => new()
    {
        Sequence = row.Number("Sequence"),
        Configuration = row.Text("Configuration")!,
        Revision = row.Int("Revision"),
        Actor = row.Text("Actor")!,
        At = row.Time("At"),
        LintedBefore = row.Flag("LintedBefore"),
    };
}
