using System.Data.Common;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

internal sealed class TemplateStore(ControlDatabase database) : ITemplateStore
{
    private const string All = """SELECT * FROM "templates" ORDER BY "Name" """;

    private const string Put =
        """
        INSERT INTO "templates" ("Name", "Document", "Author", "UpdatedAt") VALUES (@p0, @p1, @p2, @p3)
        ON CONFLICT ("Name") DO UPDATE SET "Document" = excluded."Document", "Author" = excluded."Author", "UpdatedAt" = excluded."UpdatedAt"
        """;

    private const string Remove = """DELETE FROM "templates" WHERE "Name" = @p0""";

    public async Task<IReadOnlyList<TemplateRecord>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync(All, [], Read, cancellationToken);
    }

    public Task PutAsync(TemplateRecord template, AuditEntry audit, CancellationToken cancellationToken) =>
        ChangeAsync(template.Name, Put, [template.Name, template.Document, template.Author, template.UpdatedAt.UtcTicks], audit, cancellationToken);

    public Task RemoveAsync(string name, AuditEntry audit, CancellationToken cancellationToken) => ChangeAsync(name, Remove, [name], audit, cancellationToken);

    private async Task ChangeAsync(string name, string sql, object?[] values, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(sql, values, cancellationToken, transaction);
        await ChangeLog.AppendAsync(connection, transaction, ChangeTopics.Template, name, audit.At, cancellationToken);
        await connection.AddAuditAsync(audit, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static TemplateRecord Read(DbDataReader row) => new()
    {
        Name = row.Text("Name")!,
        Document = row.Text("Document")!,
        Author = row.Text("Author")!,
        UpdatedAt = row.Time("UpdatedAt"),
    };
}
